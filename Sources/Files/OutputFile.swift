import Foundation

/// A file being written: a descriptor with errors in one line.
///
/// It does not collect small writes: hand over thousands of bytes at a time.
public struct OutputFile: ~Copyable {
  /// What the errors name: the file as the user knows it.
  private let shownURL: URL
  private let descriptor: Int32

  init(creating url: URL, shownAs shownURL: URL) throws {
    try self.init(opening: url, O_CREAT | O_EXCL, shownAs: shownURL)
  }

  init(openingDevice url: URL) throws {
    try self.init(opening: url, 0, shownAs: url)
  }

  private init(opening url: URL, _ flags: Int32, shownAs shownURL: URL) throws {
    descriptor = open(url.path, O_WRONLY | O_CLOEXEC | flags, 0o666)
    self.shownURL = shownURL
    if descriptor < 0 { throw FileError(shownURL, cannot: "write", because: errno) }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError``, on a full disk above all.
  public borrowing func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let written = Foundation.write(descriptor, part.baseAddress, part.count)
      if written < 0 && errno == EINTR { continue }
      if written < 0 { throw FileError(shownURL, cannot: "write", because: errno) }
      rest = rest.dropFirst(written)
    }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError``, on a full disk above all.
  public borrowing func write(_ data: Data) throws {
    try data.withUnsafeBytes { try write($0) }
  }

  /// Has the bytes put on the disk, and closes the file.
  consuming func finish() throws {
    // Devices and pipes cannot be synchronised (EINVAL): nothing is lost there.
    if fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS {
      throw FileError(shownURL, cannot: "write", because: errno)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
