import Files
import Foundation
import TestSupport
import Testing

@Suite struct FolderLockTests {
  @Test func aLockIsHeldUntilItGoes() throws {
    let folder = try TemporaryFolder()
    #expect(!FolderLock.isHeld(on: folder.url))
    var lock: FolderLock? = try FolderLock(folder.url)
    #expect(lock != nil && FolderLock.isHeld(on: folder.url))
    // To ask does not take it away.
    #expect(FolderLock.isHeld(on: folder.url))
    let error = #expect(throws: FileError.self) { try FolderLock(folder.url) }
    #expect(error.map { "\($0)".contains("another process") } == true)
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(!FolderLock.isHeld(on: folder.url))
    #expect(throws: Never.self) { try FolderLock(folder.url) }
  }

  @Test func whatIsNotThereIsNotLocked() throws {
    let missing = try TemporaryFolder().file("missing")
    #expect(!FolderLock.isHeld(on: missing))
    #expect(throws: FileError.self) { try FolderLock(missing) }
  }
}
