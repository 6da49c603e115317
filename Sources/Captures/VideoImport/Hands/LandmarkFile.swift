import Files
import Foundation
import Hands

/// A file with the hands that were found in each frame of a video, such as `landmarks.json` of an import, which is kept
/// so that a rerun need not look again.
///
/// JSON: a list a frame of hands, each with `side` (`right`, `left`), `presence` and `handedness` (0...1), `landmarks`
/// and `worldLandmarks`, 21 lists of three numbers as ``Hands/TrackedHand`` has them.
public enum LandmarkFile {
  /// A hand as it stands in the file: 21 x 3 numbers, pixels and metres.
  private struct Hand: Codable {
    var side: HandTrack.Side
    var presence: Float
    var handedness: Float
    var landmarks: [[Float]]
    var worldLandmarks: [[Float]]
  }

  /// Writes the hands of each frame.
  /// - Throws: ``Files/FileError`` where the file cannot be written.
  public static func write(_ frames: [[TrackedHand]], to url: URL) throws {
    func rows(_ points: [SIMD3<Float>]) -> [[Float]] { points.map { [$0.x, $0.y, $0.z] } }
    let hands = frames.map { hands in
      hands.map {
        Hand(
          side: $0.side, presence: $0.presence, handedness: $0.handedness, landmarks: rows($0.landmarks),
          worldLandmarks: rows($0.worldLandmarks))
      }
    }
    try JSONFile.write(hands, to: url)
  }

  /// The hands of `count` frames; none where there is no file.
  ///
  /// - Throws: ``Files/FileError`` where the file is damaged or of another number of frames.
  public static func read(_ url: URL, count: Int) throws -> [[TrackedHand]]? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let frames = try JSONFile.read([[Hand]].self, from: url)
    let points = frames.joined().flatMap { [$0.landmarks, $0.worldLandmarks] }
    let isWhole = points.allSatisfy { hand in
      hand.count == TrackedHand.landmarkCount && hand.allSatisfy { $0.count == 3 }
    }
    guard frames.count == count, isWhole else {
      throw FileError(url, "does not hold the landmarks of \(count) frames", remedy: "remove it")
    }
    func vectors(_ rows: [[Float]]) -> [SIMD3<Float>] { rows.map { [$0[0], $0[1], $0[2]] } }
    return frames.map { hands in
      hands.map {
        TrackedHand(
          side: $0.side, presence: $0.presence, handedness: $0.handedness, landmarks: vectors($0.landmarks),
          worldLandmarks: vectors($0.worldLandmarks))
      }
    }
  }
}
