/// A named choice of sequences: an official split, or what a paper measured on.
public struct DataSetPreset: Sendable, Equatable {
  /// What the user types: `hand-4dgs`.
  public var name: String
  /// Which sequences, and who chose them, in a line.
  public var summary: String

  /// Names a choice.
  public init(name: String, summary: String) {
    self.name = name
    self.summary = summary
  }
}
