import Foundation

/// A reader of one layout of folders on disk.
public protocol DataSetReader: Sendable {
  /// What the layout is known by, in a few words, for the message that no layout was recognised.
  var layout: String { get }

  /// Whether `folder` looks like this layout; opens no more than a small file.
  func recognizes(_ folder: URL) -> Bool

  /// The capture as its files state it, unchecked: good for a report on what is wrong with it.
  ///
  /// Throws a ``FileError`` where a file cannot be understood at all.
  func parse(_ folder: URL) throws -> Capture
}

extension DataSetReader {
  /// The capture in `folder`, checked so far that it can be worked with: frames there, cameras sound, images
  /// and masks present and of the cameras' sizes.
  ///
  /// Throws a ``FileError`` about the first thing that is wrong.
  public func read(_ folder: URL) throws -> Capture {
    let capture = try parse(folder)
    try CaptureValidator(capture, source: folder).requireUsable()
    return capture
  }
}
