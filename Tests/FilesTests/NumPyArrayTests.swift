import Files
import Foundation
import TestSupport
import Testing

@Suite("NumPy arrays")
struct NumPyArrayTests {
  /// A file as NumPy writes it, from its header's text and its values.
  static func file(_ header: String, _ values: [UInt8], version: UInt8 = 1) -> Data {
    let text = Array(header.utf8) + [UInt8(ascii: "\n")]
    let length = [UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + (version > 1 ? [0, 0] : [])
    return Data([0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + values)
  }

  @Test("All kinds of number come back as they were")
  func roundTrip() throws {
    func check<Scalar: StoredScalar>(_ values: [Scalar]) throws {
      let array = NumPyArray(values, shape: [2, 1, values.count / 2])
      #expect(try NumPyArray(decoding: array.encoded(), name: "test") == array)
    }
    try check([true, false, true, true])
    try check([Int8.min, .max])
    try check([Int16.min, .max])
    try check([Int32.min, .max])
    try check([Int64.min, .max])
    try check([UInt8.min, .max])
    try check([UInt16.min, .max])
    try check([UInt32.min, .max])
    try check([UInt64.min, .max])
    try check([Float16(0.5), -2])
    try check([Float(0.1), -.infinity])
    try check([Double(0.1), -1e300])
  }

  @Test("Strings, single values and empty arrays come back")
  func otherRoundTrips() throws {
    let arrays = [
      NumPyArray(["right", "", "é✋🏽"]), NumPyArray([Float(3)], shape: []),
      NumPyArray([Float](), shape: [0, 3]),
      NumPyArray([String](), shape: [0]),
    ]
    for array in arrays { #expect(try NumPyArray(decoding: array.encoded(), name: "test") == array) }
  }

  @Test("Values start at a multiple of 64 bytes, as NumPy has it")
  func aligns() {
    for count in [1, 10, 1_000_000] {
      let data = NumPyArray([UInt8](repeating: 1, count: count)).encoded()
      #expect((data.count - count).isMultiple(of: 64))
    }
  }

  @Test("Numbers are converted; fractions are no integers, strings no numbers")
  func converts() throws {
    #expect(try NumPyArray([Int64(1), -2]).floats() == [1, -2])
    #expect(try NumPyArray([true, false]).floats() == [1, 0])
    #expect(try NumPyArray([Float16(0.5)]).doubles() == [0.5])
    #expect(try NumPyArray([Double(7)]).integers() == [7])
    #expect(try NumPyArray(["a"]).strings() == ["a"])
    #expect(throws: FileError.self) { try NumPyArray([Float(0.5)]).integers() }
    #expect(throws: FileError.self) { try NumPyArray([UInt64.max]).integers() }
    #expect(throws: FileError.self) { try NumPyArray([Float.nan]).integers() }
    #expect(throws: FileError("array", "holds strings, not numbers")) { try NumPyArray(["a"]).floats() }
    #expect(throws: FileError("array", "holds float32 values, not strings")) {
      try NumPyArray([Float(1)]).strings()
    }
  }

  @Test("Fortran order becomes C order", arguments: [UInt8(1), 2, 3])
  func readsFortranOrder(version: UInt8) throws {
    let header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }"
    let data = Self.file(header, [1, 4, 2, 5, 3, 6], version: version)
    let array = try NumPyArray(decoding: data, name: "test")
    #expect(array.shape == [2, 3])
    #expect(try array.integers() == [1, 2, 3, 4, 5, 6])
  }

  @Test("A shape is checked, with any extent where none is given")
  func checksShape() throws {
    let array = NumPyArray([Float](repeating: 0, count: 12), shape: [2, 2, 3])
    try array.requireShape([nil, 2, 3])
    #expect(throws: FileError("array", "has the shape [2, 2, 3], not [any, 3, 3]")) {
      try array.requireShape([nil, 3, 3])
    }
    #expect(throws: FileError.self) { try array.requireShape([nil, nil]) }
  }

  @Test(
    "Headers that are wrong, hostile or not supported are refused",
    arguments: [
      ("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "big-endian"),
      ("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "Python objects"),
      ("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "unknown kind"),
      ("{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000000000,), }", "unknown kind"),
      ("{'descr': '<U99999999999999999999', 'fortran_order': False, 'shape': (1,), }", "unknown kind"),
      ("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "structured"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "cut short"),
      ("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "1 bytes after"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "not NumPy's"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "cannot be"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4611686018427387904, 4), }", "cannot be"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "not NumPy's"),
      ("{'descr': '<f4', 'fortran_order': False, }", "not NumPy's"),
      ("{'descr': '<f4' 'fortran_order': False, 'shape': (1,), }", "not NumPy's"),
      ("__import__('os')", "not NumPy's"),
    ])
  func refusesHeaders(header: String, reason: String) {
    let error = #expect(throws: FileError.self) {
      try NumPyArray(decoding: Self.file(header, [0, 0, 0, 0]), name: "a.npy")
    }
    #expect(error?.path == "a.npy")
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("Cut files are refused at every length, damaged ones never crash")
  func survivesDamage() {
    let data = NumPyArray((0..<20).map(Float.init), shape: [4, 5]).encoded()
    for part in Damage.truncations(of: data) {
      #expect(throws: FileError.self) { try NumPyArray(decoding: part, name: "test") }
    }
    for copy in Damage.corruptions(of: data, count: 2000) {
      do { _ = try NumPyArray(decoding: copy, name: "test") } catch { #expect(error is FileError) }
    }
  }
}
