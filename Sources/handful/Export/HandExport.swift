import Captures
import Files
import Foundation
import Hands
import Methods
import Splatting

/// Hands over time as skinned meshes that move.
struct HandExport {
  private let clips: [HandClip]
  /// A frame each, in 0...1.
  private let times: [Double]

  /// The hands that were tracked in a capture.
  ///
  /// - Parameter manoFolder: Where MANO's files are; without it the free hand is tried.
  /// - Throws: `FileError` where no hand is seen, or a hand model is needed and missing.
  init(capture: Capture, manoFolder: URL?) throws {
    try self.init(capture.hands, times: capture.frames.map(\.time), of: capture.name, manoFolder)
  }

  /// The hands that a scene's method has refined.
  init(scene: Scene, name: String, manoFolder: URL?) throws {
    let times = scene.views.filter { $0.role != .novel }.map(\.time)
    guard scene.hands.allSatisfy({ $0.vertices.count == times.count }) else {
      throw FileError(
        name, "has other frames of hands than of views", remedy: "name its capture with --capture")
    }
    try self.init(scene.hands, times: times, of: name, manoFolder)
  }

  private init(_ tracks: [HandTrack], times: [Double], of name: String, _ manoFolder: URL?) throws {
    let isModelKnown = tracks.contains { $0.parameters != nil }
    let models = try manoFolder.map { try HandModels(manoFolder: $0) } ?? (isModelKnown ? .free() : nil)
    clips = tracks.compactMap { HandClip($0, models: models) }
    self.times = times
    guard !clips.isEmpty else {
      throw FileError(
        name, "shows no hand", remedy: "name a capture that has hands.npz with --capture")
    }
  }

  /// Writes a binary glTF file in which the capture's distinct times pass at an even rate on average.
  func write(to url: URL, framesPerSecond: Double, placement: SimilarityTransform) throws {
    let duration = Double(Set(times).count - 1) / framesPerSecond
    try HandGLB.write(clips, times: times.map { $0 * duration }, placement: placement, to: url)
  }

  /// A line a hand: how much of it there is, and how far the skin is from the track.
  var report: [String] {
    clips.map { clip in
      let weights = clip.rig.origin == .model ? "the model's weights" : "weights found from its motion"
      let millimetres = [clip.deviation.mean, clip.deviation.largest].map {
        String(format: "%.3f", $0 * 1000)
      }
      return
        "\(clip.rig.side.rawValue) hand in \(clip.seenCount) of \(times.count) frames, \(weights); vertices off "
        + "by \(millimetres[0]) mm on average, \(millimetres[1]) mm at most"
    }
  }
}
