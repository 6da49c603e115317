import Files
import Foundation
import TestSupport
import Testing

@Suite struct JSONMembersTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func members(_ text: String) throws -> JSONMembers {
    let url = folder.file("big.json")
    try Data(text.utf8).write(to: url)
    return try JSONMembers(contentsOf: url)
  }

  @Test func findsMembersWithoutDecodingTheirNeighbours() throws {
    let text = """
      { "0" : {"17": {"pose": [1, 2.5]}, "18": null}, "with \\"quotes\\" and \\u00e9": "a } ] \\" , :",
        "broken": {"never": [decoded, "}"]},"1":[ ], "2": -1.5e3,"2":true }
      """
    let top = try members(text)
    #expect(Set(top.names) == ["0", "with \"quotes\" and é", "broken", "1", "2"])
    let inner = try #require(try top.members(of: "0"))
    #expect(try inner.value("17", as: [String: [Double]].self) == ["pose": [1, 2.5]])
    #expect(try inner.value("18", as: [Double].self) == nil)
    #expect(try inner.value("19", as: [Double].self) == nil)
    #expect(inner.has("18") && !inner.has("19"))
    #expect(try top.value("with \"quotes\" and é", as: String.self) == "a } ] \" , :")
    #expect(try top.value("1", as: [Int].self) == [])
    #expect(try top.value("2", as: Bool.self) == true)
    #expect(try top.members(of: "9") == nil)
  }

  @Test func agreesWithFoundationOnWholeFiles() throws {
    let values = ["a": [1.5, -2, 1e-9], "": [], "b c": [0]]
    let url = folder.file("values.json")
    try JSONFile.write(values, to: url)
    let top = try JSONMembers(contentsOf: url)
    #expect(Set(top.names) == Set(values.keys))
    for (name, value) in values { #expect(try top.value(name, as: [Double].self) == value) }
    #expect(try members("{}").names.isEmpty)
  }

  @Test func saysWhereAValueIsWrong() throws {
    let inner = try #require(try members(#"{"3": {"21511": {"pose": ["x"]}}}"#).members(of: "3"))
    let error = #expect(throws: FileError.self) {
      try inner.value("21511", as: [String: [Double]].self)
    }
    #expect(error?.problem == "'3.21511.pose[0]' is not a number")
  }

  @Test(arguments: [
    "", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{\"a\":[1}", "{a:1}", "{\"a\\",
  ])
  func refusesWhatIsNoObject(text: String) throws {
    #expect(throws: FileError.self) { try members(text) }
  }

  @Test func damagedFilesGiveErrorsOrMembers() throws {
    let whole = Data(
      #"{"0": {"campos": {"400262": [1.5, 2, 3]}, "n\u0041": "x\"y"}, "1": [{"a": null}]}"#.utf8)
    for data in Damage.truncations(of: whole) + Damage.corruptions(of: whole, count: 300) {
      let url = folder.file("damaged.json")
      try data.write(to: url)
      guard let top = try? JSONMembers(contentsOf: url) else { continue }
      for name in top.names {
        _ = try? top.value(name, as: [String: [String: [Double]]].self)
        _ = try? top.members(of: name)?.names
      }
    }
  }
}
