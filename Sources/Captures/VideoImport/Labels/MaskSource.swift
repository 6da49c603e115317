import Foundation

/// Masks that the user brings, and what their names and values mean.
public struct MaskSource: Sendable, Equatable {
  /// The folder.
  public var folder: URL
  /// The labels of what the files call otherwise.
  ///
  /// Keys are values of label pictures, names of subfolders, or the `ID` of `NAME_ID.png`. What is not named here means itself, as ``FrameLabel/init(name:)`` reads it.
  public var labels: [String: FrameLabel]

  /// Names a folder of masks.
  public init(folder: URL, labels: [String: FrameLabel] = [:]) {
    self.folder = folder
    self.labels = labels
  }

  /// The label that `name` stands for.
  func label(_ name: String) -> FrameLabel? { labels[name] ?? FrameLabel(name: name) }
}
