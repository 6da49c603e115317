import Files
import Foundation
import TestSupport
import Testing

@Suite("PLY tables")
struct PLYTableTests {
  static let sample = PLYTable(
    comments: ["made by hand", "units: metres"],
    elements: [
      PLYElement(
        "vertex", count: 3,
        properties: [
          PLYProperty("x", [Float(0), 0.5, -1]), PLYProperty("red", [UInt8(0), 128, 255]),
          PLYProperty("id", [Int16(-1), 0, 1]), PLYProperty("time", [0.1, 0.2, 1e300]),
        ]),
      PLYElement(
        "face", count: 2,
        properties: [
          PLYProperty("vertex_indices", PLYLists(lengths: [3, 4], values: [Int32(0), 1, 2, 2, 1, 0, 1])),
          PLYProperty("flags", [UInt32(7), .max]),
        ]),
    ])

  static let text = """
    ply
    format ascii 1.0
    comment made by hand
    comment units: metres
    obj_info left out
    element vertex 3
    property float x
    property uchar red
    property int16 id
    property double time
    element face 2
    property list uchar int vertex_indices
    property uint flags
    end_header
    0 0 -1 0.1
    0.5 128 0 0.2
    -1.0 255 1 1e300
    3 0 1 2 7
    4 2 1 0 1 4294967295

    """

  static func encoded(_ table: PLYTable) throws -> Data {
    let folder = try TemporaryFolder()
    try table.write(to: folder.file("a.ply"))
    return try InputFile.read(folder.file("a.ply"))
  }

  @Test("A table comes back from a file")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.ply")
    try Self.sample.write(to: url)
    let table = try PLYTable(contentsOf: url)
    #expect(table == Self.sample)
    #expect(try table.element("vertex").floats("red") == [0, 128, 255])
    #expect(try table.element("face").lists("vertex_indices").lengths == [3, 4])
    #expect(try table.element("face").lists("vertex_indices").values.integers() == [0, 1, 2, 2, 1, 0, 1])
    #expect(try table.element("vertex").has("x"))
    #expect(try !table.element("vertex").has("y"))
  }

  @Test("Lists of more than 255 values come back")
  func longLists() throws {
    let lists = PLYLists(lengths: [300, 0], values: (0..<300).map { UInt16($0) })
    let table = PLYTable(elements: [PLYElement("strip", count: 2, properties: [PLYProperty("points", lists)])]
    )
    #expect(try PLYTable(decoding: Self.encoded(table), name: "test") == table)
  }

  @Test("A table of many blocks of rows comes back")
  func manyRows() throws {
    let count = 10_000
    let properties = (0..<62).map { column in
      PLYProperty("p\(column)", (0..<count).map { Float(($0 * 31 + column * 7) % 1000) })
    }
    let table = PLYTable(elements: [PLYElement("vertex", count: count, properties: properties)])
    #expect(try PLYTable(decoding: Self.encoded(table), name: "test") == table)
  }

  @Test("Text is read, with any kind of line end", arguments: ["\n", "\r\n"])
  func readsText(lineEnd: String) throws {
    let text = Self.text.replacingOccurrences(of: "\n", with: lineEnd)
    #expect(try PLYTable(decoding: Data(text.utf8), name: "test") == Self.sample)
  }

  @Test("Big-endian values are read")
  func readsBigEndian() throws {
    let header = """
      ply
      format binary_big_endian 1.0
      element vertex 2
      property float x
      property ushort id
      element face 1
      property list ushort int vertex_indices
      end_header

      """
    let values: [UInt8] = [
      0x3F, 0x80, 0, 0, 1, 2, 0xBF, 0, 0, 0, 0, 5, 0, 2, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE,
    ]
    let table = try PLYTable(decoding: Data(header.utf8) + values, name: "test")
    #expect(try table.element("vertex").floats("x") == [1, -0.5])
    #expect(try table.element("vertex").column("id").integers() == [258, 5])
    #expect(try table.element("face").lists("vertex_indices").values.integers() == [1, -2])
  }

  @Test("What is missing is told with the file's name")
  func tellsMissing() throws {
    let table = try PLYTable(decoding: Self.encoded(Self.sample), name: "a.ply")
    #expect(throws: FileError("a.ply", "has no 'edge' element; it has vertex, face")) {
      try table.element("edge")
    }
    #expect(throws: FileError("a.ply", "has no property 'y' in its element 'vertex'")) {
      try table.element("vertex").floats("y")
    }
    #expect(throws: FileError("a.ply", "'vertex_indices' of 'face' holds lists, not numbers")) {
      try table.element("face").floats("vertex_indices")
    }
    #expect(throws: FileError("a.ply", "'x' of 'vertex' holds numbers, not lists")) {
      try table.element("vertex").lists("x")
    }
  }

  static let hostile: [(text: String, reason: String)] = [
    ("", "not a PLY"), ("solid\n", "not a PLY"), ("ply\nformat ascii 1.0\n", "without its end"),
    ("ply\nend_header\n", "without its format"),
    ("ply\nformat ascii 2.0\nend_header\n", "unknown PLY format"),
    ("ply\nformat ascii 1.0\nproperty float x\nend_header\n", "before any element"),
    ("ply\nformat ascii 1.0\nelement vertex -1\nend_header\n", "wrong line"),
    ("ply\nformat ascii 1.0\nelement vertex 99999999999999999999\nend_header\n", "wrong line"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty half x\nend_header\n1\n", "wrong line"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty list float int x\nend_header\n1\n", "wrong line"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty int x\nproperty int x\nend_header\n1 1\n", "twice"),
    ("ply\nformat ascii 1.0\nelement v 4000000000000000000\nproperty int x\nend_header\n1\n", "cut short"),
    ("ply\nformat ascii 1.0\nelement v 2\nproperty int x\nend_header\n12 \n", "cut short"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty uchar x\nend_header\n256\n", "wrong value '256'"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty float x\nend_header\nabc\n", "wrong value 'abc'"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty list int int x\nend_header\n-3 1\n", "wrong value '-3'"),
    ("ply\nformat ascii 1.0\nelement v 1\nproperty list int int x\nend_header\n999999999 1\n", "cut short"),
    (
      "ply\nformat binary_little_endian 1.0\nelement v 4611686018427387904\nproperty int x\nend_header\n1234",
      "cut short"
    ),
    (
      "ply\nformat binary_little_endian 1.0\nelement v 1\nproperty list int int x\nend_header\n\u{7F}\u{7F}\u{7F}\u{7F}",
      "cut short"
    ),
  ]

  @Test("Wrong and hostile files are refused", arguments: hostile)
  func refusesHostileFiles(text: String, reason: String) {
    let error = #expect(throws: FileError.self) { try PLYTable(decoding: Data(text.utf8), name: "a.ply") }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("A list of negative length is refused")
  func refusesNegativeLength() {
    let header = "ply\nformat binary_little_endian 1.0\nelement v 1\nproperty list char int x\nend_header\n"
    #expect(throws: FileError("a", "has a list of negative length in its element 'v'")) {
      try PLYTable(decoding: Data(header.utf8) + [0xFF, 0, 0, 0, 0], name: "a")
    }
  }

  @Test("An element without properties has no rows, whatever it announces")
  func ignoresEmptyElements() throws {
    let text = "ply\nformat binary_little_endian 1.0\nelement v 4611686018427387904\nend_header\n"
    #expect(try PLYTable(decoding: Data(text.utf8), name: "test").element("v").count == 0)
  }

  @Test("Cut files are refused at every length, damaged ones never crash")
  func survivesDamage() throws {
    let binary = try Self.encoded(Self.sample)
    for part in Damage.truncations(of: binary) {
      #expect(throws: FileError.self) { try PLYTable(decoding: part, name: "test") }
    }
    for data in [binary, Data(Self.text.utf8)] {
      for copy in Damage.corruptions(of: data, count: 1000) {
        do { _ = try PLYTable(decoding: copy, name: "test") } catch { #expect(error is FileError) }
      }
    }
  }

  @Test(
    "The plyfile library reads ours and we read its",
    .enabled(if: Python.isAvailable, "there is no .venv"))
  func agreesWithPlyfile() throws {
    let folder = try TemporaryFolder()
    try Self.sample.write(to: folder.file("ours.ply"))
    try Python.run("ply_samples.py", [folder.url.path])
    for name in ["text.ply", "little.ply"] {
      #expect(try PLYTable(contentsOf: folder.file(name)) == Self.sample, "\(name)")
    }
    let vertices = PLYTable(comments: Self.sample.comments, elements: [Self.sample.elements[0]])
    #expect(try PLYTable(contentsOf: folder.file("big.ply")) == vertices)
  }

  @Test(
    "The sample captures' points are read",
    .enabled(if: Repository.sharedData != nil, "there is no ../shared/data"))
  func readsCapture() throws {
    let data = try #require(Repository.sharedData)
    let url = data.appendingPathComponent("captures/mug_lift/points3D.ply")
    let vertices = try PLYTable(contentsOf: url).element("vertex")
    #expect(vertices.count == 6000)
    #expect(try vertices.floats("x").allSatisfy { abs($0) < 100 })
    #expect(try vertices.column("red").type == .uint8)
  }
}
