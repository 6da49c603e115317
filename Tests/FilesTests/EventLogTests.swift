import Files
import Foundation
import TestSupport
import Testing

@Suite struct EventLogTests {
  private let folder: TestSupport.TemporaryFolder
  private let date = Date(timeIntervalSince1970: 1_700_000_000)

  init() throws { folder = try TestSupport.TemporaryFolder() }

  /// Two numbers a step from `first` on, a second a step.
  private func write(_ steps: [Int], resumingAt start: Int? = nil, value: Double = 1, host: String = "m")
    throws
    -> URL
  {
    let file = try EventFile(folder: folder.url, resumingAt: start, date: date, host: host)
    for (index, step) in steps.enumerated() {
      try file.addScalars(
        ["loss/total": value / Double(step), "count": Double(step)], step: step,
        date: date + Double(index + 1))
    }
    try file.addImage("view", png: Data([1, 2, 3]), width: 1, height: 1, step: 7, date: date + 20)
    return file.url
  }

  @Test func numbersComeBack() throws {
    _ = try write([20, 40, 3_000_000_000])
    let log = try EventLog(folder: folder.url)
    #expect(Set(log.series.keys) == ["loss/total", "count"])
    #expect(log.series["count"]?.map(\.step) == [20, 40, 3_000_000_000])
    #expect(log.series["loss/total"]?[1].value == Double(Float(0.025)) && log.seconds == [20])
  }

  @Test func aResumedRunReplacesWhatItComputesAgain() throws {
    _ = try write([20, 40, 60])
    _ = try write([40, 60, 80], resumingAt: 40, value: 2)
    let log = try EventLog(folder: folder.url)
    #expect(log.series["count"]?.map(\.step) == [20, 40, 60, 80])
    let expected: [Float] = [1 / 20, 2 / 40, 2 / 60, 2 / 80]
    #expect(log.series["loss/total"]?.map { Float($0.value) } == expected)
    #expect(log.seconds.count == 2)
  }

  @Test func aRecordThatIsCutShortIsLeftOut() throws {
    let url = try write([20, 40])
    let whole = try Data(contentsOf: url)
    for part in Damage.truncations(of: whole) {
      try part.write(to: url)
      let log = try EventLog(folder: folder.url)
      #expect((log.series["count"] ?? []).count <= 2)
    }
    try whole.dropLast(1).write(to: url)
    #expect(try EventLog(folder: folder.url).series["count"]?.count == 2)
  }

  @Test func damageIsTold() throws {
    let url = try write([20, 40])
    let whole = try Data(contentsOf: url)
    for damaged in Damage.corruptions(of: whole, count: 200) where damaged != whole {
      try damaged.write(to: url)
      // A damaged length may only look like a record that is cut short if its checksum fits, which it does not.
      let error = try #require(throws: FileError.self) { try EventLog(folder: folder.url) }
      #expect(error.path.contains("tfevents") && !error.description.contains("\n"))
    }
  }

  @Test func folderOfNothing() throws {
    let error = try #require(throws: FileError.self) { try EventLog(folder: folder.file("nowhere")) }
    #expect(error.description.contains("nowhere") && error.description.contains("no log"))
  }
}
