import Captures
import Files
import Foundation
import Testing

@Suite struct CaptureSplitTests {
  private func capture(_ count: Int) -> Capture {
    let frames = (0..<count).map {
      Frame(name: "\($0)", imageURL: URL(filePath: "/\($0).png"), camera: MadeUpCapture.camera(0), time: 0)
    }
    return Capture(name: "made up", frames: frames)
  }

  @Test func divides() throws {
    let alternate = try CaptureSplit.alternate.divide(capture(5))
    #expect(alternate.train == [0, 2, 4])
    #expect(alternate.test == [1, 3])
    let eighth = try CaptureSplit.everyNth(8).divide(capture(17))
    #expect(eighth.test == [0, 8, 16])
    #expect(eighth.train == Array(1...7) + Array(9...15))
    let all = try CaptureSplit.all.divide(capture(2))
    #expect(all.train == [0, 1])
    #expect(all.test == [0, 1])
  }

  @Test func validationStandsInForTest() throws {
    var capture = capture(3)
    capture.frames[0].split = .train
    capture.frames[2].split = .validation
    let own = try CaptureSplit.own.divide(capture)
    #expect(own.train == [0])
    #expect(own.test == [2])
  }

  @Test func refusesEmptyParts() throws {
    for (split, count) in [(CaptureSplit.own, 4), (.alternate, 1), (.everyNth(8), 1), (.all, 0)] {
      let error = try #require(throws: FileError.self) { try split.divide(capture(count)) }
      #expect(error.description.contains("`\(split)`"))
    }
  }

  @Test func hasNames() throws {
    for split in [CaptureSplit.alternate, .everyNth(8), .all, .own] {
      #expect(CaptureSplit(split.description) == split)
      let data = try JSONEncoder().encode([split])
      #expect(try JSONDecoder().decode([CaptureSplit].self, from: data) == [split])
    }
    #expect(CaptureSplit("every:8") == .everyNth(8))
    for wrong in ["every:1", "every:", "every:8:8", "eighth", ""] { #expect(CaptureSplit(wrong) == nil) }
  }
}
