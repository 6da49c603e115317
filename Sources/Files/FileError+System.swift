import Foundation

extension FileError {
  /// What the system said when `action` ("read", "write") failed on `url`, in words for the user.
  ///
  /// `code` is an `errno` value.
  public init(_ url: URL, cannot action: String, because code: Int32) {
    let (problem, remedy) = Self.explain(action, code)
    self.init(url, problem, remedy: remedy)
  }

  private static func explain(_ action: String, _ code: Int32) -> (problem: String, remedy: String?) {
    switch code {
    case ENOENT: ("no such file or folder", nil)
    case ENOSPC, EDQUOT: ("cannot \(action): the disk is full", "free some space or choose another folder")
    case EACCES, EPERM: ("cannot \(action): permission denied", "change its permissions or choose another")
    case EROFS: ("cannot \(action): the disk is read-only", "choose another folder")
    case EISDIR: ("is a folder, not a file", nil)
    case ENOTDIR: ("a part of this path is not a folder", nil)
    default: ("cannot \(action): \(String(cString: strerror(code)))", nil)
    }
  }
}
