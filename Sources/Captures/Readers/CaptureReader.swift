import Files
import Foundation

/// Reads a capture from a folder of any layout that is known, finding out which it is.
public struct CaptureReader: Sendable {
  /// The readers that are asked, in this order.
  public let readers: [any DataSetReader]

  /// Makes a reader of all layouts; `background` shows through transparent images of Blender data sets.
  public init(background: SIMD3<Float> = BlenderReader.white) {
    readers = [CaptureFolder(), BlenderReader(background: background), NerfstudioReader(), COLMAPReader()]
  }

  /// The capture in `folder`, checked so far that it can be worked with.
  ///
  /// Throws a ``FileError`` where no layout is recognised, or about the first thing that is wrong.
  public func read(_ folder: URL) throws -> Capture { try reader(of: folder).read(folder) }

  /// The capture as its files state it, unchecked; ``CaptureValidator`` tells what is wrong with it.
  public func parse(_ folder: URL) throws -> Capture { try reader(of: folder).parse(folder) }

  /// The reader that recognises `folder`.
  public func reader(of folder: URL) throws -> any DataSetReader {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw FileError(folder, "there is no such folder")
    }
    guard isFolder.boolValue else {
      throw FileError(folder, "is a file, where a capture's folder is needed", remedy: "name the folder")
    }
    guard let reader = readers.first(where: { $0.recognizes(folder) }) else {
      let layouts = readers.map(\.layout).joined(separator: "; ")
      throw FileError(folder, "is no capture", remedy: "looked for \(layouts)")
    }
    return reader
  }
}
