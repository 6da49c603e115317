import Files
import Foundation

/// A program of kernels in CUDA C++: a file that includes the others.
public struct KernelSource: Sendable, Equatable {
  /// The file that is compiled.
  public let main: String
  /// The text of all files by name, the main one among them.
  public let files: [String: String]

  /// Puts a program together.
  public init(main: String, files: [String: String]) {
    self.main = main
    self.files = files
  }

  /// Reads all files of `folder`, of which `main` is compiled.
  /// - Throws: `FileError` where the folder, or `main` in it, is missing or cannot be read.
  public init(folder: URL, main: String) throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path), names.contains(main)
    else {
      throw FileError(folder, "the kernels are missing", remedy: "build Handful again")
    }
    var files: [String: String] = [:]
    for name in names {
      let data = try InputFile.read(folder.appending(path: name))
      files[name] = String(decoding: data, as: UTF8.self)
    }
    self.init(main: main, files: files)
  }
}
