import Captures
import Files
import Foundation
import Hands
import Splatting

/// The hands of a capture as skinned meshes that move.
struct HandExport {
  private let clips: [HandClip]
  /// A frame each, in 0...1.
  private let times: [Double]

  /// - Parameter manoFolder: Where MANO's files are; without it the free hand is tried.
  /// - Throws: `FileError` where no hand is seen, or a hand model is needed and missing.
  init(capture: Capture, manoFolder: URL?) throws {
    let isModelKnown = capture.hands.contains { $0.parameters != nil }
    let models = try manoFolder.map { try HandModels(manoFolder: $0) } ?? (isModelKnown ? .free() : nil)
    clips = capture.hands.compactMap { HandClip($0, models: models) }
    times = capture.frames.map(\.time)
    guard !clips.isEmpty else {
      throw FileError(
        capture.name, "shows no hand", remedy: "name a capture with hands.npz, such as `import video` makes")
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
