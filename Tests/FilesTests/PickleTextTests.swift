import Files
import Foundation
import TestSupport
import Testing

/// Pickles written out by hand, as Python 2 and attackers write them.
@Suite("Pickles by hand")
struct PickleTextTests {
  private func read(_ text: String) throws -> PickleValue {
    try PickleValue(decoding: Data(text.unicodeScalars.map { UInt8($0.value) }), name: "test.pkl")
  }

  @Test("Texts and numbers of Python 2 are read")
  func readsPython2() throws {
    #expect(try read("S'a\\n\\x41\\101\\'\\\\'\np0\n.") == .bytes(Array("a\nAA'\\".utf8)))
    #expect(try read("S\"it's\"\n.").text == "it's")
    #expect(try read("S'\\xe9'\n.").text == "é")
    #expect(try read("S'\\xc3\\xa9'\n.").text == "é")
    #expect(try read("Vhand \\u270b \\U0001F590\n.") == .string("hand ✋ 🖐"))
    #expect(
      try read("(I01\nI00\nI-3\nL4L\nL-5\nF1.5\nF-inf\nt.").elements?.map(\.number) == [
        1, 0, -3, 4, -5, 1.5, -.infinity,
      ])
    #expect(try read("I01\n.") == .bool(true))
    #expect(try read("(dp0\nS'a'\nI1\nsS'a'\nI2\ns.")["a"] == .int(2))
    #expect(try read("(lp0\nI1\naI2\na.") == .list([.int(1), .int(2)]))
    #expect(
      try read("ccollections\nOrderedDict\n((lp0\n(lp1\nS'k'\naI7\naatR.")["k"] == .int(7))
  }

  @Test("An array of Python 2 is read")
  func readsPython2Array() throws {
    let text = """
      (dp0
      S'a'
      p1
      cnumpy.core.multiarray
      _reconstruct
      p2
      (cnumpy
      ndarray
      p3
      (I0
      tp4
      S'b'
      p5
      tp6
      Rp7
      (I1
      (I3
      tp8
      cnumpy
      dtype
      p9
      (S'i2'
      p10
      I0
      I1
      tp11
      Rp12
      (I3
      S'<'
      p13
      NNNI-1
      I-1
      I0
      tp14
      bI00
      S'\\x00\\x00\\x01\\x00\\x02\\xff'
      p15
      tp16
      bs.
      """
    #expect(try read(text)["a"]?.numbers?.integers() == [0, 1, -254])
  }

  @Test("An object of Python 2's chumpy and a matrix of old SciPy are read")
  func readsOldObjects() throws {
    let chumpy =
      "ccopy_reg\n_reconstructor\n(cchumpy.ch\nCh\nc__builtin__\nobject\nNtR(dS'x'\n(lF0.5\naF2\nasb."
    #expect(try read(chumpy).numbers?.doubles() == [0.5, 2])
    let sparse =
      "ccopy_reg\n_reconstructor\n(cscipy.sparse.csc\ncsc_matrix\nc__builtin__\nobject\nNtR(dS'_shape'\n(I2\nI1\ntsS'indptr'\n(lI0\naI1\nasS'indices'\n(lI1\nasS'data'\n(lF4\nasb."
    let matrix = try #require(try read(sparse).numbers)
    #expect(matrix.shape == [2, 1])
    #expect(try matrix.doubles() == [0, 4])
  }

  @Test(
    "Hostile and broken pickles are refused with the reason",
    arguments: [
      ("cos\nsystem\n(S'touch hacked'\ntR.", "'os.system', which is refused"),
      ("(S'touch hacked'\nios\nsystem\n.", "'os.system', which is refused"),
      ("c__builtin__\neval\n(S'1'\ntR.", "'__builtin__.eval', which is refused"),
      ("cbuiltins\ngetattr\n(tR.", "'builtins.getattr', which is refused"),
      ("\u{80}\u{4}\u{8C}\u{5}posix\u{8C}\u{6}system\u{93}.", "'posix.system', which is refused"),
      ("Pname\n.", "outside of the pickle"), ("K\u{1}Q.", "outside of the pickle"),
      ("\u{82}\u{1}.", "outside of the pickle"), ("\u{80}\u{9}N.", "protocol 9"),
      ("\u{97}.", "outside of the pickle"),
      ("", "cut short"), ("N", "cut short"), (".", "stack is empty"), ("(.", "stack is empty"),
      ("0.", "stack is empty"),
      ("t.", "a mark is missing"), ("g5\n.", "has not built"), ("hello", "refers to the value"),
      ("Iabc\n.", "no whole number"),
      ("Fabc\n.", "no number"), ("Sabc\n.", "quotes"), ("S'\\x1'\n.", "escape"),
      ("N(I1\nsN.", "stack is empty"),
      ("I1\nI2\nI3\ns.", "no dictionary"), ("I1\nI2\na.", "no list"), ("NNb.", "a state"),
      ("\u{8E}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}.", "cut short"),
      ("\u{8B}\u{FF}\u{FF}\u{FF}\u{7F}.", "cut short"),
      ("cnumpy\nndarray\n)R.", "makes an empty 'numpy.ndarray'"),
      ("cnumpy.core.multiarray\n_reconstruct\n)R.", "no content"),
      ("cnumpy\ndtype\n(S'c8'\ntR.", "'c8', which is not known"),
      ("cnumpy\ndtype\n(S'V8'\ntR.", "'V8', which is not known"),
      ("ctorch\nFloatStorage\n)R.", "makes an empty"),
      (
        "ctorch._utils\n_rebuild_tensor_v2\n(NI0\n(I1\nt(I1\nttR.", "no storage"
      ),
    ])
  func refuses(text: String, reason: String) {
    let error = #expect(throws: FileError.self) { try read(text) }
    #expect(error?.path == "test.pkl")
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test(
    "Arrays and matrices that do not fit their content are refused",
    arguments: [
      "(I1\n(I3\ntcnumpy\ndtype\n(S'f8'\ntRI00\nS'1234'\nt",
      "(I1\n(I-3\ntcnumpy\ndtype\n(S'f8'\ntRI00\nS''\nt",
      "(I1\n(I4611686018427387904\nI4\ntcnumpy\ndtype\n(S'f8'\ntRI00\nS''\nt",
      "(I1\n(I2\ntcnumpy\ndtype\n(S'O8'\ntRI00\n(lNat",
      "(I1\n(I999999999999\ntcnumpy\ndtype\n(S'U0'\ntRI00\nS''\nt",
      "(I1\nNNNNt", "N",
    ])
  func refusesArrays(state: String) {
    #expect(throws: FileError.self) { try read("cnumpy.core.multiarray\n_reconstruct\n)R" + state + "b.") }
  }

  @Test("A dictionary's values are told by file and key")
  func tellsKeys() throws {
    let record = try PickleRecord(try read("(dS'a'\n(lI1\naI2\nasS'b'\nS'x'\nsS'c'\nNs."), name: "a.pkl")
    #expect(try record.floats("a", count: 2) == [1, 2])
    #expect(record["c"] == nil)
    #expect(throws: FileError("a.pkl", "has no 'd'; it has a, b, c")) { try record.array("d") }
    #expect(throws: FileError("a.pkl/b", "is not an array of numbers")) { try record.array("b") }
    #expect(throws: FileError("a.pkl/a", "has 2 values, not 3")) { try record.floats("a", count: 3) }
    #expect(throws: FileError("a.pkl/a", "has the shape [2], not [any, 3]")) {
      try record.array("a", shape: [nil, 3])
    }
    #expect(throws: FileError("a.pkl/a", "is not a text")) { try record.text("a") }
    #expect(throws: FileError("a.pkl", "holds no dictionary")) { try PickleRecord(.none, name: "a.pkl") }
  }
}
