import Foundation

/// A sign on a folder that a process works on it; it ends with the process, however that ends.
///
/// An advisory lock (flock(2)) on the folder itself: it leaves no file behind.
public final class FolderLock {
  private let descriptor: Int32

  /// How often the lock is tried for: ``isHeld(on:)`` of another process takes it for a moment.
  private static let attempts = 20

  /// Locks `folder`, until this is let go.
  /// - Throws: ``FileError`` where another process has locked it, or it cannot be opened.
  public init(_ folder: URL) throws {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(folder, cannot: "open", because: errno) }
    self.descriptor = descriptor
    for _ in 0..<Self.attempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      // A file system without locks is no reason to do nothing.
      guard errno == EWOULDBLOCK else { return }
      usleep(5_000)
    }
    throw FileError(
      folder, "another process is writing to it", remedy: "wait for its end, or choose another folder")
  }

  deinit { close(descriptor) }

  /// Whether a process has locked `folder`; false where there is none.
  public static func isHeld(on folder: URL) -> Bool {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Closing lets go of what was taken.
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
