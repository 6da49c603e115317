import Hands

/// What an import of a video gave.
public struct VideoImport: Sendable {
  /// The capture, as its folder holds it.
  public var capture: Capture
  /// The tracked landmarks of the capture's frames, pixels of the image files.
  public var landmarks: [[TrackedHand]]
  /// What the user should know: a line each.
  public var notes: [String]
}

/// How far an import is.
public struct VideoImportProgress: Sendable, Equatable {
  /// What is being done: `tracking hands`.
  public var step: String
  /// How much of it is done.
  public var done: Int
  /// How much there is to do.
  public var total: Int
}
