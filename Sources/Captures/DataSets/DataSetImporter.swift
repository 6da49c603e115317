import Foundation

/// Turns sequences of a published data set, as it lies on the user's disk, into capture folders.
///
/// One type a data set; `handful import NAME` runs it. A data set's own folder is only read: what has to be
/// converted (frames of a video, masks of other labels, depth in other units) is written into the capture's
/// folder.
public protocol DataSetImporter: Sendable {
  /// The word after `handful import`: `ho3d`.
  static var name: String { get }
  /// What people call the data set: `HO3D v2 and v3`.
  static var title: String { get }
  /// Whether hands come with it, which need a hand model; true unless said otherwise.
  static var hasHands: Bool { get }
  /// Named choices of sequences: the official splits and the choices of papers.
  static var presets: [DataSetPreset] { get }

  /// An importer of the data set in `root`.
  ///
  /// - Throws: ``Files/FileError`` where `root` is not a folder of this data set, with what was looked for.
  init(root: URL, hands: DataSetHands) throws

  /// The names of the sequences that are there, sorted; what ``DataSetSelection/sequence`` takes.
  ///
  /// - Throws: ``Files/FileError`` where a folder cannot be listed.
  func sequences() throws -> [String]

  /// The sequences that the preset called `preset`, one of ``presets``, stands for.
  ///
  /// - Throws: ``Files/FileError`` where the data set's list of them is missing, or none is there.
  func selections(ofPreset preset: String) throws -> [DataSetSelection]

  /// Reads a sequence; frames' files lie in the data set, or in `folder` where they had to be converted.
  ///
  /// - Parameters:
  ///   - selection: What of the data set.
  ///   - folder: The capture's folder, which exists.
  /// - Throws: ``Files/FileError`` about the first file that is missing or not understood.
  func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport
}

extension DataSetImporter {
  /// True: most data sets have hands.
  public static var hasHands: Bool { true }

  /// Imports a sequence as the capture folder `folder`, which is made; gives what the user should know of it.
  ///
  /// An import that fails leaves nothing behind: neither the folder, nor in a folder that was there what it has added.
  ///
  /// - Throws: ``Files/FileError`` about the first file that is missing, not understood, or cannot be written.
  public func write(_ selection: DataSetSelection, to folder: URL) async throws -> DataSetImport {
    let before = FolderContents(folder)
    try createFolder(folder)
    do {
      let result = try await read(selection, into: folder)
      try CaptureValidator(result.capture, source: folder).requireUsable()
      try result.truth?.write(to: folder)
      try CaptureFolder().write(result.capture, to: folder)
      return result
    } catch {
      before.restore()
      throw error
    }
  }
}
