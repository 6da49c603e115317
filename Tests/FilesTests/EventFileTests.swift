import Files
import Foundation
import TestSupport
import Testing

@Suite struct EventFileTests {
  private let folder: TestSupport.TemporaryFolder
  private let date = Date(timeIntervalSince1970: 1_700_000_000)

  init() throws { folder = try TestSupport.TemporaryFolder() }

  private func lines(_ file: EventFile) throws -> [String] {
    try Python.run("read_events.py", [file.url.path]).split(separator: "\n").map(String.init)
  }

  @Test func isNamedAsTensorBoardExpects() throws {
    let run = folder.file("run/events")
    let file = try EventFile(folder: run, date: date, host: "machine")
    #expect(file.url.lastPathComponent == "events.out.tfevents.1700000000.machine")
    #expect(file.url.deletingLastPathComponent().path == run.path)
  }

  @Test func runsOfOneSecondHaveFilesOfTheirOwnInOrder() throws {
    let files = try (0..<3).map { _ in try EventFile(folder: folder.url, date: date, host: "machine") }
    let names = files.map(\.url.lastPathComponent)
    #expect(Set(names).count == 3)
    #expect(names.sorted() == names)
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func anotherReaderAgrees() throws {
    let file = try EventFile(folder: folder.url, date: date, host: "machine")
    try file.addScalar("loss/total", 0.25, step: 0, date: date)
    try file.addScalars(["count": 1e6, "a": -3.5], step: 300, date: date + 10)
    try file.addScalar("large step", 1, step: 5_000_000_000, date: date)
    let png = Data((0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) })
    try file.addImage("view", png: png, width: 40, height: 30, step: 7, date: date)
    let start = "time=1.7e+09"
    let lines = try lines(file)
    #expect(lines.count == 5)
    #expect(lines[0] == "\(start) step=0 version=brain.Event:2")
    #expect(lines[1] == "\(start) step=0 loss/total=0.25")
    #expect(lines[2] == "\(start) step=300 a=-3.5 count=1e+06")
    #expect(lines[3] == "\(start) step=5000000000 large step=1")
    #expect(lines[4].hasPrefix("\(start) step=7 view=30x40x3:"))
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func aResumedRunSaysFromWhere() throws {
    let first = try EventFile(folder: folder.url, date: date, host: "machine")
    try first.addScalar("loss", 1, step: 500, date: date)
    let before = try Data(contentsOf: first.url)
    let second = try EventFile(folder: folder.url, resumingAt: 400, date: date + 60, host: "machine")
    try second.addScalar("loss", 2, step: 400, date: date + 60)
    #expect(try lines(second)[1] == "time=1.7e+09 step=400 session=1")
    #expect(try Data(contentsOf: first.url) == before)
  }

  @Test func eventsAreThereAsSoonAsTheyAreLogged() throws {
    let file = try EventFile(folder: folder.url)
    let before = try Data(contentsOf: file.url).count
    try file.addScalar("loss", .nan, step: 1)
    #expect(try Data(contentsOf: file.url).count > before)
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    let blocked = folder.file("blocked")
    try Data().write(to: blocked)
    let error = try #require(throws: FileError.self) {
      try EventFile(folder: blocked.appendingPathComponent("x"))
    }
    #expect(error.description.contains("blocked/x"))
  }
}
