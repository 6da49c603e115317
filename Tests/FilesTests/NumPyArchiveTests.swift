import Files
import Foundation
import TestSupport
import Testing

@Suite("NumPy archives")
struct NumPyArchiveTests {
  static let sample = NumPyArchive([
    "right_vertices": NumPyArray((0..<24).map(Float.init), shape: [2, 4, 3]),
    "faces": NumPyArray([Int32(0), 1, 2], shape: [1, 3]),
    "side": NumPyArray(["right"]),
  ])

  @Test("Arrays come back, stored and deflated", arguments: [false, true])
  func roundTrip(compressed: Bool) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.npz")
    try Self.sample.write(to: url, compressed: compressed)
    let archive = try NumPyArchive(contentsOf: url)
    #expect(archive == Self.sample)
    #expect(archive.names == ["faces", "right_vertices", "side"])
    #expect(archive["right_vertices"]?.shape == [2, 4, 3])
    #expect(archive["none"] == nil)
    #expect(try folder.contents() == ["a.npz"])
  }

  @Test("Equal arrays give equal files")
  func isDeterministic() throws {
    let folder = try TemporaryFolder()
    try Self.sample.write(to: folder.file("a.npz"))
    try Self.sample.write(to: folder.file("b.npz"))
    #expect(try InputFile.read(folder.file("a.npz")) == InputFile.read(folder.file("b.npz")))
  }

  @Test("Missing arrays and wrong shapes are told with the file's name")
  func tellsMissing() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.npz")
    try Self.sample.write(to: url)
    let archive = try NumPyArchive(contentsOf: url)
    #expect(throws: FileError(url, "has no array 'left'; it has faces, right_vertices, side")) {
      try archive.array("left")
    }
    #expect(throws: FileError("\(url.relativePath)/faces", "has the shape [1, 3], not [any, 4]")) {
      try archive.array("faces", shape: [nil, 4])
    }
    #expect(try archive.array("faces", shape: [nil, 3]).integers() == [0, 1, 2])
  }

  @Test("Cut archives are refused at every length, damaged ones never crash", arguments: [false, true])
  func survivesDamage(compressed: Bool) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.npz")
    try Self.sample.write(to: url, compressed: compressed)
    let data = try InputFile.read(url)
    for part in Damage.truncations(of: data, limit: 100) {
      try part.write(to: url)
      #expect(throws: FileError.self) { try NumPyArchive(contentsOf: url) }
    }
    for copy in Damage.corruptions(of: data, count: 300) {
      try copy.write(to: url)
      do { _ = try NumPyArchive(contentsOf: url) } catch { #expect(error is FileError) }
    }
  }

  @Test("A changed value is found by its checksum")
  func checksSums() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.npz")
    try NumPyArchive(["a": NumPyArray([Float](repeating: 1, count: 64))]).write(to: url)
    var data = try InputFile.read(url)
    let middle = try #require(data.range(of: Data([0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F]))).lowerBound
    data[middle] = 1
    try data.write(to: url)
    let error = #expect(throws: FileError.self) { try NumPyArchive(contentsOf: url) }
    #expect(error?.problem.contains("damaged") == true)
  }

  @Test("What unpacks to too much is refused before it is unpacked")
  func refusesBombs() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.npz")
    let zeros = NumPyArchive(["a": NumPyArray([UInt8](repeating: 0, count: 10_000_000))])
    try zeros.write(to: url, compressed: true)
    #expect(try InputFile.read(url).count < 100_000)
    let error = #expect(throws: FileError.self) { try NumPyArchive(contentsOf: url, maximumSize: 1_000_000) }
    #expect(error?.problem == "unpacks to 10000128 bytes; at most 1000000 are taken")
    #expect(try NumPyArchive(contentsOf: url) == zeros)
  }

  @Test("Files that are no archives, and missing ones, are told")
  func refusesOtherFiles() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.npz")
    #expect(throws: FileError(url, "no such file or folder")) { try NumPyArchive(contentsOf: url) }
    try AtomicFile.write(Data("not a zip archive".utf8), to: url)
    let error = #expect(throws: FileError.self) { try NumPyArchive(contentsOf: url) }
    #expect(error?.problem.hasPrefix("is not a zip archive") == true)
  }

  @Test(
    "NumPy's own files are read, and ours by NumPy",
    .enabled(if: Python.isAvailable, "there is no .venv"))
  func agreesWithNumPy() throws {
    let folder = try TemporaryFolder()
    try Python.run("numpy_samples.py", ["write", folder.url.path])
    for file in ["stored.npz", "deflated.npz"] {
      let archive = try NumPyArchive(contentsOf: folder.file(file))
      #expect(try archive.array("f2", shape: [2, 3]).floats() == [0, 0.5, 1, 1.5, 2, 2.5])
      #expect(try archive.array("f4_fortran", shape: [2, 3]).floats() == [0, 1, 2, 3, 4, 5])
      #expect(try archive.array("f8_turned", shape: [4, 3, 2]).doubles().prefix(4) == [0, 12, 4, 16])
      #expect(try archive.array("i8", shape: []).integers() == [-7])
      #expect(try archive.array("u2").integers() == [65535])
      #expect(try archive.array("bool").integers() == [1, 0])
      #expect(try archive.array("empty", shape: [0, 3]).floats().isEmpty)
      #expect(try archive.array("strings").strings() == ["right", "✋", ""])
    }
    #expect(try NumPyArray(contentsOf: folder.file("version3.npy")).integers() == [1, 2, 3])
    #expect(throws: FileError.self) { try NumPyArray(contentsOf: folder.file("objects.npy")) }

    try Self.sample.write(to: folder.file("ours.npz"))
    try NumPyArray([Int16(1), 2]).write(to: folder.file("ours.npy"))
    let text = try Python.run("numpy_samples.py", ["describe", folder.url.path])
    #expect(
      text == """
        faces <i4 (1, 3) [[0, 1, 2]]
        right_vertices <f4 (2, 4, 3) 276.0
        side <U5 (1,) ['right']
        ours <i2 (2,) [1, 2]

        """)
  }

  @Test(
    "The sample captures' hands are read",
    .enabled(if: Repository.sharedData != nil, "there is no ../shared/data"))
  func readsCapture() throws {
    let data = try #require(Repository.sharedData)
    let archive = try NumPyArchive(
      contentsOf: data.appendingPathComponent("captures/mug_lift/hands.npz"))
    #expect(try archive.array("right_vertices", shape: [60, nil, 3]).floats().allSatisfy { abs($0) < 10 })
    #expect(try archive.array("faces", shape: [nil, 3]).integers().allSatisfy { $0 >= 0 })
    #expect(try archive.array("side").strings() == ["right"])
    let garden = try NumPyArchive(contentsOf: data.appendingPathComponent("garden_points.npz"))
    #expect(garden["means3d"]?.shape == [138_766, 3])
    #expect(try garden.array("width", shape: []).integers() == [648])
  }
}
