import Foundation

/// Places of the package that tests read.
public enum Repository {
  /// The package's own folder: the one that holds `Package.swift`.
  public static let root: URL = {
    // This file is Tests/TestSupport/Repository.swift.
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }()

  /// The data sets beside the package, or none where they are absent.
  public static let sharedData: URL? = {
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()
}
