import Captures
import Foundation

/// What a capture holds, and what is wrong with it.
struct CaptureSummary: Encodable {
  private let name: String
  private let frames: Int
  private let size: [Int]
  private let times: [Double]
  private let masks: Int
  private let depths: Int
  private let hands: [String]
  private let points: Int
  private let novelViews: Int
  private let keyFrame: Int?
  /// What stops it from being used.
  let errors: [String]
  /// What may make a result worse.
  let warnings: [String]

  init(_ capture: Capture, findings: [Finding]) {
    name = capture.name
    frames = capture.frames.count
    size = capture.frames.first.map { [$0.camera.width, $0.camera.height] } ?? []
    times = [capture.frames.map(\.time).min(), capture.frames.map(\.time).max()].compactMap { $0 }
    masks = capture.frames.count { $0.maskURL != nil }
    depths = capture.frames.count { $0.depthURL != nil }
    hands = capture.hands.map(\.side.rawValue)
    points = capture.points.positions.count
    novelViews = capture.novelFrames.count
    keyFrame = capture.keyFrame
    errors = findings.filter { $0.severity == .error }.map(\.fault.description)
    warnings = findings.filter { $0.severity == .warning }.map(\.fault.description)
  }

  /// What it holds, by names.
  var facts: [(name: String, value: String)] {
    [
      ("capture", name), ("frames", "\(frames), \(size.map(String.init).joined(separator: "x"))"),
      ("times", times.map { String(format: "%.3f", $0) }.joined(separator: " to ")),
      ("masks", "\(masks), depths \(depths), novel views \(novelViews)"),
      ("hands", hands.isEmpty ? "none" : hands.joined(separator: ", ")),
      ("key frame", keyFrame.map(String.init) ?? "unknown"), ("points", "\(points)"),
    ]
  }
}
