import Captures

/// One training and its measurement in a comparison.
public struct ComparisonRun: Sendable, Equatable, Hashable, Codable {
  /// The capture's name.
  public var capture: String
  /// The entry's label.
  public var label: String
  /// How the frames were divided, as ``CaptureSplit`` is written.
  public var split: String
  /// The seed of its random numbers.
  public var seed: UInt64

  /// Puts a run together.
  public init(capture: String, label: String, split: CaptureSplit, seed: UInt64) {
    self.capture = capture
    self.label = label
    self.split = split.description
    self.seed = seed
  }

  /// The run's folder in that of the comparison.
  public var path: String {
    [capture, split, label, "seed-\(seed)"].map(Self.fileName).joined(separator: "/")
  }

  /// `text` with all but letters, digits and a few signs replaced, so that it is the name of a file.
  private static func fileName(_ text: String) -> String {
    let name = String(
      text.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-._=".contains($0)) ? $0 : "_" })
    return name.allSatisfy { $0 == "." } ? "_" + name : name
  }
}
