import Foundation

/// How far masks agree with true ones: of each frame, and the means.
public struct MaskTable: Sendable, Equatable, Codable {
  /// The figures of one frame.
  public struct Frame: Sendable, Equatable, Codable {
    /// The masks' name.
    public var name: String
    /// Intersection over union by label (as text, for JSON), 0...1; a label that neither mask has is absent.
    public var overlaps: [String: Double]

    /// Puts a frame's figures together.
    public init(name: String, overlaps: [UInt8: Double]) {
      self.name = name
      self.overlaps = Dictionary(uniqueKeysWithValues: overlaps.map { ("\($0.key)", $0.value) })
    }
  }

  /// What was measured.
  public let title: String
  /// The frames in the order measured.
  public let frames: [Frame]
  /// The mean of each label over the frames in which either mask has it; every frame weighs the same.
  public let mean: [String: Double]

  private static let names = ["1": "right hand", "2": "left hand", "3": "object", "4": "second object"]

  /// Puts a table together and computes the means.
  public init(title: String, frames: [Frame]) {
    self.title = title
    self.frames = frames
    let labels = Set(frames.flatMap(\.overlaps.keys))
    mean = Dictionary(
      uniqueKeysWithValues: labels.map { label in
        let values = frames.compactMap { $0.overlaps[label] }
        return (label, values.reduce(0, +) / Double(values.count))
      })
  }

  /// The means as a table in Markdown, one line a label, with a heading.
  public func markdown() -> String {
    var lines = ["### \(title)", "", "| Label | IoU ↑ | Frames |", "|:--|--:|--:|"]
    for label in mean.keys.sorted(by: { (Int($0) ?? 0) < (Int($1) ?? 0) }) {
      let name = Self.names[label].map { "\(label) (\($0))" } ?? label
      let count = frames.count { $0.overlaps[label] != nil }
      lines.append("| \(name) | \(String(format: "%.4f", mean[label] ?? 0)) | \(count) |")
    }
    if mean.isEmpty { lines += ["", "No mask has a label: all are black."] }
    return lines.joined(separator: "\n") + "\n"
  }
}
