import Files
import Foundation
import Hands
import TestSupport

/// What MediaPipe gave for a video, stored by `Tests/Scripts/make_tracker_figures.py`.
struct TrackerFigures {
  /// A hand as MediaPipe saw it, its side that of an image that is not mirrored.
  struct Hand {
    let side: HandTrack.Side
    let landmarks: [SIMD3<Float>]
    let worldLandmarks: [SIMD3<Float>]
  }

  /// The hands of each frame.
  let frames: [[Hand]]

  /// Reads `Figures/<name>.npz`.
  init(_ name: String) throws {
    let archive = try Self.archive(name)
    let landmarks = Self.points(try archive.array("landmarks", shape: [nil, 21, 3]), unit: 1 / 16)
    let world = Self.points(try archive.array("world", shape: [nil, 21, 3]), unit: 1e-5)
    let (indices, right) = (try archive.array("frames").integers(), try archive.array("right").integers())
    var frames = [[Hand]](repeating: [], count: try archive.array("frame_count").integers()[0])
    for (row, frame) in indices.enumerated() {
      frames[frame].append(
        Hand(
          side: right[row] == 1 ? .right : .left, landmarks: landmarks[row], worldLandmarks: world[row]))
    }
    self.frames = frames
  }

  /// The arrays of `Figures/<name>.npz`.
  static func archive(_ name: String) throws -> NumPyArchive {
    try NumPyArchive(
      contentsOf: Repository.root.appendingPathComponent("Tests/HandsTests/Tracking/Figures/\(name).npz"))
  }

  private static func points(_ array: NumPyArray, unit: Float) -> [[SIMD3<Float>]] {
    let values = ((try? array.integers()) ?? []).map { unit * Float($0) }
    return stride(from: 0, to: values.count, by: 63).map { hand in
      stride(from: hand, to: hand + 63, by: 3).map { SIMD3(values[$0], values[$0 + 1], values[$0 + 2]) }
    }
  }
}
