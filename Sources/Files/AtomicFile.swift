import Foundation

/// Writing of files that are either there in full or not at all.
///
/// The bytes go to a hidden file in the same folder, are put on the disk, and then take the name in one step.
/// Where that fails (a full disk, a folder that may not be written), what stood under the name before still
/// does. Links are followed; devices such as `/dev/stdout` are written directly.
public enum AtomicFile {
  /// Writes `data` to `url`.
  ///
  /// - Throws: ``FileError``.
  public static func write(_ data: Data, to url: URL) throws {
    try write(to: url) { file in try file.write(data) }
  }

  /// Writes to `url` what `body` appends to the file that it is given.
  ///
  /// - Throws: ``FileError``, and what `body` throws.
  public static func write(to url: URL, _ body: (borrowing OutputFile) throws -> Void) throws {
    let target = url.resolvingSymlinksInPath()
    if try isDevice(target, shownAs: url) { return try body(OutputFile(openingDevice: target)) }
    let temporary = temporaryURL(beside: target)
    do {
      let file = try OutputFile(creating: temporary, shownAs: url)
      try body(file)
      try file.finish()
      try rename(temporary, to: target, shownAs: url)
    } catch {
      unlink(temporary.path)
      throw error
    }
  }

  /// Replaces the file at `url` with the one that `body` makes at the path that it is given.
  ///
  /// For libraries and programs that write to a path. The path's extension is that of `url`.
  ///
  /// - Throws: ``FileError``, and what `body` throws.
  public static func replace(_ url: URL, _ body: (URL) throws -> Void) throws {
    let (target, temporary) = try prepareReplacement(of: url)
    do {
      try body(temporary)
      try install(temporary, as: target, shownAs: url)
    } catch {
      unlink(temporary.path)
      throw error
    }
  }

  /// Replaces the file at `url` with the one that `body` makes at the path that it is given.
  ///
  /// - Throws: ``FileError``, and what `body` throws.
  public nonisolated(nonsending) static func replace(
    _ url: URL, _ body: nonisolated(nonsending) (URL) async throws -> Void
  ) async throws {
    let (target, temporary) = try prepareReplacement(of: url)
    do {
      try await body(temporary)
      try install(temporary, as: target, shownAs: url)
    } catch {
      unlink(temporary.path)
      throw error
    }
  }

  private static func prepareReplacement(of url: URL) throws -> (target: URL, temporary: URL) {
    let target = url.resolvingSymlinksInPath()
    if try isDevice(target, shownAs: url) {
      throw FileError(url, "is a device: this kind of file must be written to a folder")
    }
    let temporary = temporaryURL(beside: target)
    // Made and removed so that a folder that may not be written is told of before the work.
    try OutputFile(creating: temporary, shownAs: url).finish()
    return (target, temporary)
  }

  private static func install(_ temporary: URL, as target: URL, shownAs url: URL) throws {
    let descriptor = open(temporary.path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(url, cannot: "write", because: errno) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw FileError(url, cannot: "write", because: errno) }
    try rename(temporary, to: target, shownAs: url)
  }

  private static func rename(_ temporary: URL, to target: URL, shownAs url: URL) throws {
    if Foundation.rename(temporary.path, target.path) != 0 {
      throw FileError(url, cannot: "write", because: errno)
    }
    // The new name itself must survive a power cut; a folder that cannot be opened for that is no error.
    let folder = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Whether something is at `url` that a rename would wrongly replace; a folder is an error.
  private static func isDevice(_ url: URL, shownAs shownURL: URL) throws -> Bool {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return false }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw FileError(shownURL, cannot: "write", because: EISDIR) }
    return kind != S_IFREG
  }

  private static func temporaryURL(beside target: URL) -> URL {
    let stem = target.deletingPathExtension().lastPathComponent
    let tag = String(UInt64.random(in: .min ... .max), radix: 36)
    let name = ".\(stem).\(tag)" + (target.pathExtension.isEmpty ? "" : ".\(target.pathExtension)")
    return target.deletingLastPathComponent().appendingPathComponent(name)
  }
}
