import Foundation

/// Reading of whole files, with errors in one line.
public enum InputFile {
  /// The bytes of a file.
  ///
  /// - Parameter mapped: Let the system fetch the bytes when they are touched: for large files of which each
  ///   byte is used once, or of which only the beginning is.
  /// - Throws: ``FileError`` where `url` is missing, a folder, or unreadable.
  public static func read(_ url: URL, mapped: Bool = false) throws -> Data {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    if exists && isFolder.boolValue { throw FileError(url, cannot: "read", because: EISDIR) }
    do {
      return try Data(contentsOf: url, options: mapped ? .mappedIfSafe : [])
    } catch {
      throw FileError(url, cannot: "read", because: systemCode(of: error) ?? (exists ? EIO : ENOENT))
    }
  }

  /// The `errno` value at the bottom of one of Foundation's errors.
  private static func systemCode(of error: any Error) -> Int32? {
    if let posix = error as? POSIXError { return posix.code.rawValue }
    let foundation = error as NSError
    if let below = foundation.userInfo[NSUnderlyingErrorKey] as? any Error { return systemCode(of: below) }
    switch CocoaError.Code(rawValue: foundation.code) {
    case .fileReadNoPermission: return EACCES
    case .fileReadNoSuchFile: return ENOENT
    default: return nil
    }
  }
}
