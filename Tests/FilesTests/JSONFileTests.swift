import Files
import Foundation
import TestSupport
import Testing

@Suite("JSON files")
struct JSONFileTests {
  struct Capture: Codable, Equatable {
    struct Frame: Codable, Equatable {
      var path: String
      var matrix: [[Double]]
    }

    var width: Int
    var isWide = false
    var frames: [Frame]
  }

  @Test("A value comes back, with keys sorted and slashes as they are")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.json")
    let capture = Capture(width: 3, frames: [.init(path: "images/0.png", matrix: [[1, 0.5]])])
    try JSONFile.write(capture, to: url)
    #expect(try JSONFile.read(Capture.self, from: url) == capture)
    let text = String(decoding: try InputFile.read(url), as: UTF8.self)
    #expect(text.contains("images/0.png"))
    let (frames, width) = (text.range(of: "\"frames\""), text.range(of: "\"width\""))
    #expect(try #require(frames).lowerBound < #require(width).lowerBound)
    #expect(text.hasSuffix("}\n"))
  }

  @Test(
    "An error tells the file and the place in it",
    arguments: [
      (#"{"frames": []}"#, "the value 'width' is missing"),
      (
        #"{"width": 1, "isWide": true, "frames": [{"path": "a", "matrix": []}, {"path": "b"}]}"#,
        "the value 'frames[1].matrix' is missing"
      ),
      (
        #"{"width": 1, "isWide": true, "frames": [{"path": "a", "matrix": [[1, "x"]]}]}"#,
        "'frames[0].matrix[0][1]' is not a number"
      ),
      (#"{"width": "1", "isWide": true, "frames": []}"#, "'width' is not a whole number"),
      (#"{"width": null, "isWide": true, "frames": []}"#, "'width' is null, not a whole number"),
      (#"[]"#, "'(the whole file)' is not an object"),
    ])
  func tellsPlace(text: String, problem: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.json")
    try AtomicFile.write(Data(text.utf8), to: url)
    let error = #expect(throws: FileError.self) { try JSONFile.read(Capture.self, from: url) }
    #expect(error?.problem == problem)
    #expect(error?.path == url.relativePath)
  }

  @Test("Text that is not JSON is refused in one line", arguments: ["", "{", #"{"width": 1"#, "nonsense"])
  func refusesOtherText(text: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.json")
    try AtomicFile.write(Data(text.utf8), to: url)
    let error = #expect(throws: FileError.self) { try JSONFile.read(Capture.self, from: url) }
    #expect(error?.problem.hasPrefix("is not valid JSON") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test("NaN is refused by its place, and the old file stays")
  func refusesNaN() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.json")
    try JSONFile.write([1.0], to: url)
    let error = #expect(throws: FileError.self) { try JSONFile.write([1, Double.nan], to: url) }
    #expect(error?.problem.hasPrefix("'[1]' cannot be written as JSON") == true)
    #expect(try JSONFile.read([Double].self, from: url) == [1])
  }
}
