/// What was read of a sequence of a data set.
public struct DataSetImport: Sendable {
  /// The capture; its files lie in the data set, or in the capture's folder where they were converted.
  public var capture: Capture
  /// What the data set states of hands and object, for evaluation; none where it states nothing.
  public var truth: CaptureTruth?
  /// What the user should know, a line each: frames without annotation, files that were not there.
  public var warnings: [String]

  /// Puts a result together.
  public init(capture: Capture, truth: CaptureTruth? = nil, warnings: [String] = []) {
    self.capture = capture
    self.truth = truth
    self.warnings = warnings
  }
}
