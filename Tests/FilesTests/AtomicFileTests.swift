import Files
import Foundation
import TestSupport
import Testing

@Suite("Atomic writing")
struct AtomicFileTests {
  struct Interruption: Error {}

  @Test("A file is written, replaced, and nothing else is left in its folder")
  func writesAndReplaces() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.txt")
    try AtomicFile.write(Data("one".utf8), to: url)
    try AtomicFile.write(Data("two".utf8), to: url)
    try AtomicFile.replace(url) { temporary in
      #expect(temporary.pathExtension == "txt")
      try Data("three".utf8).write(to: temporary)
    }
    #expect(try InputFile.read(url) == Data("three".utf8))
    #expect(try folder.contents() == ["a.txt"])
  }

  @Test("An error in the middle leaves the old file and no other")
  func keepsOldFileOnError() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.txt")
    try AtomicFile.write(Data("old".utf8), to: url)
    #expect(throws: Interruption.self) {
      try AtomicFile.write(to: url) { file in
        try file.write(Data("new".utf8))
        throw Interruption()
      }
    }
    await #expect(throws: Interruption.self) {
      try await AtomicFile.replace(url) { temporary async throws in
        try Data("new".utf8).write(to: temporary)
        throw Interruption()
      }
    }
    #expect(try InputFile.read(url) == Data("old".utf8))
    #expect(try folder.contents() == ["a.txt"])
  }

  @Test("A link is followed, not replaced")
  func followsLinks() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(Data("old".utf8), to: folder.file("target"))
    try FileManager.default.createSymbolicLink(
      at: folder.file("link"), withDestinationURL: folder.file("target"))
    try AtomicFile.write(Data("new".utf8), to: folder.file("link"))
    #expect(try InputFile.read(folder.file("target")) == Data("new".utf8))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link").path).hasSuffix("target"))
  }

  @Test("Folders that are missing, or stand where the file should, are told")
  func refusesFolders() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("none/a.txt")
    #expect(throws: FileError(missing, "no such file or folder")) {
      try AtomicFile.write(Data(), to: missing)
    }
    #expect(throws: FileError(folder.url, "is a folder, not a file")) {
      try AtomicFile.write(Data(), to: folder.url)
    }
    #expect(throws: FileError(folder.url, "is a folder, not a file")) { try InputFile.read(folder.url) }
    #expect(throws: FileError(missing, "no such file or folder")) { try InputFile.read(missing) }
  }

  @Test(
    "A full device is told as a full disk", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func tellsFullDevice() throws {
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Data("text".utf8), to: URL(fileURLWithPath: "/dev/full"))
    }
    #expect(error?.problem.contains("disk is full") == true)
    #expect(FileManager.default.fileExists(atPath: "/dev/full"))
  }

  @Test("A full disk leaves the old file", .enabled(if: SmallDisk.canMount, "mounting a disk needs root"))
  func keepsOldFileOnFullDisk() throws {
    let disk = try SmallDisk()
    let url = disk.url.appendingPathComponent("a.npz")
    let small = NumPyArchive(["a": NumPyArray([Float](repeating: 1, count: 100))])
    let large = NumPyArchive(["a": NumPyArray([Float](repeating: 1, count: 1_000_000))])
    try small.write(to: url)
    let zipError = #expect(throws: FileError.self) { try large.write(to: url) }
    #expect(zipError?.problem.contains("disk is full") == true)
    let error = #expect(throws: FileError.self) { try AtomicFile.write(Data(count: 4_000_000), to: url) }
    #expect(error?.problem.contains("disk is full") == true)
    #expect(try NumPyArchive(contentsOf: url) == small)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.url.path) == ["a.npz"])
  }
}
