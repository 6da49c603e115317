import CZip
import Foundation

/// A zip archive being made.
final class ZipWriter {
  private let archive: OpaquePointer
  private let shownURL: URL
  private let compressed: Bool
  private var isFinished = false

  /// 1 January 1980, the earliest day of the format: equal content gives equal files.
  private static let date: UInt16 = 0x0021

  init(_ url: URL, shownAs shownURL: URL, compressed: Bool) throws {
    var code: Int32 = 0
    guard let archive = zip_open(url.path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
      throw FileError(shownURL, cannot: "write", because: errno)
    }
    self.archive = archive
    self.shownURL = shownURL
    self.compressed = compressed
  }

  deinit {
    if !isFinished { zip_discard(archive) }
  }

  func add(_ data: Data, named name: String) throws {
    // libzip reads the bytes when it closes the archive, and frees them.
    guard let copy = malloc(max(1, data.count)) else { throw failure() }
    data.copyBytes(to: UnsafeMutableRawBufferPointer(start: copy, count: data.count))
    guard let source = zip_source_buffer(archive, copy, UInt64(data.count), 1) else {
      free(copy)
      throw failure()
    }
    let index = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE))
    guard index >= 0 else {
      zip_source_free(source)
      throw failure()
    }
    let method = compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE
    guard zip_set_file_compression(archive, UInt64(index), method, 0) == 0,
      zip_file_set_dostime(archive, UInt64(index), 0, Self.date, 0) == 0
    else { throw failure() }
  }

  /// Writes everything.
  func finish() throws {
    guard zip_close(archive) == 0 else { throw failure() }
    isFinished = true
  }

  private func failure() -> FileError {
    let error = zip_get_error(archive)
    let code = zip_error_code_system(error)
    if zip_error_system_type(error) == ZIP_ET_SYS && code != 0 {
      return FileError(shownURL, cannot: "write", because: code)
    }
    return FileError(shownURL, "cannot write: \(String(cString: zip_error_strerror(error)))")
  }
}
