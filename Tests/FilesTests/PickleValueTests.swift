import Files
import Foundation
import TestSupport
import Testing

/// What Python itself wrote.
@Suite("Pickles", .enabled(if: Python.isAvailable, "there is no .venv"))
struct PickleValueTests {
  /// A folder with the samples of a kind.
  private func samples(_ kind: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Python.run("pickle_samples.py", [kind, folder.url.path])
    return folder
  }

  @Test("Numbers, texts and containers come through")
  func readsPlainValues() throws {
    let folder = try samples("plain")
    for version in 0...5 { try checkPlain(folder.file("plain\(version).pkl")) }
  }

  private func checkPlain(_ url: URL) throws {
    let value = try PickleValue(contentsOf: url)
    #expect(value["none"] == PickleValue.none)
    #expect(value["true"] == .bool(true))
    #expect(value["false"] == .bool(false))
    for (key, number) in [
      ("small", 7), ("byte", 200), ("short", 40000), ("negative", -5), ("int", -(1 << 31)), ("long", 1 << 40),
      ("most", Int.max), ("least", Int.min),
    ] {
      #expect(value[key] == .int(number), "\(key)")
    }
    #expect(value["huge"] == .float(Double(sign: .plus, exponent: 80, significand: 1)))
    #expect(value["float"] == .float(0.1))
    #expect(value["infinity"] == .float(.infinity))
    #expect(value["text"] == .string("left ✋\n\\ 'x'"))
    #expect(value["latin"] == .string("é"))
    #expect(value["bytes"] == .bytes((0...255).map { $0 }))
    #expect(value["empty"] == .bytes([]))
    #expect(value["array"] == .bytes(Array("abc".utf8)))
    #expect(value["list"] == .list([.int(1), .list([.int(2), .list([])])]))
    #expect(value["tuple"] == .tuple([]))
    #expect(value["tuples"]?.elements?.map { $0.elements?.count } == [1, 2, 3, 4])
    #expect(value["set"] == .set([.int(5)]))
    #expect(value["frozen"] == .set([.int(6)]))
    #expect(
      value["dict"]
        == .dictionary([
          .init(key: .int(1), value: .string("one")),
          .init(key: .tuple([.int(2), .int(3)]), value: .string("tuple")),
        ]))
    #expect(value["ordered"]?.keys == ["b", "a"])
    #expect(try value["many"]?.numbers?.integers() == Array(0..<1500))
    #expect(value["long_text"]?.text == String(repeating: "x", count: 300))
    #expect(value["many_keys"]?["1199"] == .int(1199))
  }

  @Test("Arrays come through: kinds, orders, texts, objects, sparse matrices")
  func readsArrays() throws {
    let folder = try samples("arrays")
    for version in 0...5 { try checkArrays(folder.file("arrays\(version).pkl")) }
  }

  private func checkArrays(_ url: URL) throws {
    let record = try PickleRecord(contentsOf: url)
    for type in ScalarType.allCases {
      let code = try #require(Self.codes[type])
      let array = try record.array(code, shape: [3])
      #expect(try array.doubles() == (type == .bool ? [0, 1, 1] : [0, 1, 100]), "\(code)")
      if case .numbers(let buffer) = array.values { #expect(buffer.type == type) }
    }
    #expect(try record.array("fortran", shape: [2, 3]).floats() == [0, 1, 2, 3, 4, 5])
    #expect(try record.array("turned", shape: [4, 3, 2]).doubles().prefix(4) == [0, 12, 4, 16])
    #expect(try record.array("swapped", shape: [3, 2, 4]).doubles().prefix(5) == [0, 1, 2, 3, 12])
    #expect(try record.array("strided", shape: [3, 2]).integers() == [0, 2, 4, 6, 8, 10])
    #expect(try record.array("big").floats() == [1.5, -2])
    #expect(try record.array("single", shape: []).doubles() == [3.5])
    #expect(try record.array("none", shape: [0, 3]).floats().isEmpty)
    #expect(record["texts"] == .array(NumPyArray(["right", "✋"])))
    #expect(record["big_texts"] == .array(NumPyArray(["ab", "c"])))
    #expect(record["byte_texts"] == .array(NumPyArray(["ab", "c"])))
    #expect(record["objects"] == .list([.int(1), .string("a"), .none]))
    #expect(
      record["object_table"]
        == .list([.list([.int(1), .string("a")]), .list([.int(2), .string("b")])]))
    #expect(record["scalar_f4"] == .float(0.5))
    #expect(record["scalar_i8"] == .int(-3))
    #expect(record["scalar_bool"] == .bool(true))
    #expect(try record.text("scalar_text") == "abc")
    #expect(record["shared"]?[1]?.numbers == record["f4"]?.numbers)
    for kind in ["csc_matrix", "csr_matrix", "csc_array", "csr_array"] {
      let matrix = try record.array(kind, shape: [3, 4])
      #expect(try matrix.doubles() == [0, 2.5, 0, -1, 0, 0, 0, 0, 3, 0, 0.25, 0], "\(kind)")
    }
  }

  private static let codes: [ScalarType: String] = [
    .bool: "b1", .int8: "i1", .int16: "i2", .int32: "i4", .int64: "i8", .uint8: "u1", .uint16: "u2",
    .uint32: "u4", .uint64: "u8", .float16: "f2", .float32: "f4", .float64: "f8",
  ]

  @Test("Expressions of chumpy are worked out where they are plain")
  func readsChumpy() throws {
    let folder = try samples("chumpy")
    for version in 0...5 { try checkChumpy(folder.file("chumpy\(version).pkl")) }
  }

  private func checkChumpy(_ url: URL) throws {
    let record = try PickleRecord(contentsOf: url)
    #expect(try record.array("ch", shape: [10]).doubles() == (0..<10).map { Double($0) / 2 })
    #expect(try record.array("select", shape: [2, 2]).doubles() == [4.5, 0, 1.5, 0.5])
    #expect(try record.array("plain_select").doubles() == [1, 1])
    #expect(try record.array("reshape", shape: [2, 5]).doubles()[5] == 2.5)
    guard case .object(let other) = record["other"] else {
      Issue.record("an unknown expression is kept")
      return
    }
    #expect(other.type == "chumpy.reordering.Concatenate")
    #expect(other.state["axis"] == .int(0))
    #expect(try other.state["m0"]?.numbers?.doubles().count == 10)
  }

  @Test("What would run a command is refused, and nothing runs; values without end are refused")
  func refusesHostile() throws {
    let folder = try samples("hostile")
    for version in 0...5 {
      let command = #expect(throws: FileError.self) {
        try PickleValue(contentsOf: folder.file("command\(version).pkl"))
      }
      #expect(command?.description.contains(".system', which is refused") == true)
      #expect(throws: FileError.self) { try PickleValue(contentsOf: folder.file("class\(version).pkl")) }
    }
    #expect(try folder.contents().contains("hacked") == false)
    for (name, reason) in [
      ("loop", "contains itself"), ("deep", "nested more than"), ("bomb", "more than is taken"),
    ] {
      let error = #expect(throws: FileError.self) { try PickleValue(contentsOf: folder.file("\(name).pkl")) }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
  }

  @Test("Python values in .npy and .npz files are read")
  func readsNumPyFiles() throws {
    let folder = try samples("numpy")
    let dictionary = try PickleRecord(contentsOf: folder.file("dictionary.npy"))
    #expect(try dictionary.record("right").array("pose", shape: [3]).doubles() == [0, 1, 2])
    #expect(try PickleValue(contentsOf: folder.file("objects.npy")) == .list([.int(1), .string("two")]))
    #expect(try PickleValue(contentsOf: folder.file("numbers.npy")).numbers?.integers() == [0, 1, 2])
    let archive = try PickleRecord(contentsOf: folder.file("mixed.npz"))
    #expect(try archive.array("numbers").integers() == [0, 1, 2])
    #expect(archive["dictionary"]?["a"] == .int(1))
    #expect(throws: FileError.self) { try NumPyArray(contentsOf: folder.file("objects.npy")) }
  }

  @Test("Tensors and arrays that joblib wrote are read")
  func readsJoblib() throws {
    let folder = try samples("joblib")
    let value = try PickleValue(contentsOf: folder.file("joblib.pth"))
    func numbers(_ index: Int) throws -> NumPyArray { try #require(value[index]?.numbers) }
    #expect(try numbers(0).shape == [2, 3, 4])
    #expect(try numbers(0).floats() == (0..<24).map(Float.init))
    #expect(try numbers(1).shape == [1, 2, 3])
    #expect(try numbers(1).floats() == [12, 16, 20, 14, 18, 22])
    #expect(try numbers(2).integers() == [1, -2])
    #expect(try numbers(3).doubles() == [0, 1, 2, 3, 4, 5])
    #expect(try numbers(4).floats() == [0, 1, 2, 3, 4, 5])
    #expect(value[5] == .list([.int(1), .string("a")]))
    #expect(try numbers(6).shape == [0, 3])
    #expect(try numbers(7).floats() == [1, 1])
    #expect(value[8]?.text == "end")
  }

  @Test(
    "Cut files are refused at every length, damaged ones never crash",
    arguments: [
      ("plain", ["plain0.pkl", "plain5.pkl"]), ("arrays", ["arrays0.pkl", "arrays2.pkl", "arrays5.pkl"]),
      ("chumpy", ["chumpy2.pkl"]), ("joblib", ["joblib.pth"]), ("numpy", ["dictionary.npy", "mixed.npz"]),
    ])
  func survivesDamage(kind: String, files: [String]) throws {
    let folder = try samples(kind)
    for name in files {
      let url = folder.file(name)
      let data = try InputFile.read(url)
      for part in Damage.truncations(of: data, limit: 100) {
        try part.write(to: url)
        #expect(throws: FileError.self) { try PickleValue(contentsOf: url) }
      }
      for copy in Damage.corruptions(of: data, count: 300) {
        try copy.write(to: url)
        do { _ = try PickleValue(contentsOf: url, maximumSize: 1 << 24) } catch {
          #expect(error is FileError, "\(error)")
        }
      }
    }
  }
}
