import Evaluation
import Files
import Foundation
import Images
import TestSupport
import Testing

@Suite struct MaskTests {
  private func mask(_ values: [UInt8], width: Int = 4) -> LabelImage {
    LabelImage(width: width, height: values.count / width, channels: 1, values: values)
  }

  @Test func eachLabelByItself() throws {
    let overlaps = try MaskOverlap.ratios(
      mask([0, 1, 1, 1, 3, 3, 0, 0]), mask([1, 1, 1, 0, 3, 4, 0, 255]))
    #expect(overlaps == [1: 0.5, 3: 0.5, 4: 0, 255: 0])
  }

  @Test func equalMasksAndEmptyOnes() throws {
    let labels = Pictures.labels(width: 20, height: 20)
    let same = try MaskOverlap.ratios(labels, labels)
    #expect(same == [1: 1, 2: 1, 3: 1, 4: 1])
    #expect(try MaskOverlap.ratios(mask([0, 0, 0, 0]), mask([0, 0, 0, 0])).isEmpty)
    let error = try #require(throws: MetricsError.self) {
      try MaskOverlap.ratios(mask([0, 0, 0, 0]), mask([0, 0, 0, 0], width: 2))
    }
    #expect(error.description.contains("4x1") && error.description.contains("2x2"))
  }

  @Test func meansAreOverTheFramesWithTheLabel() throws {
    let table = MaskTable(
      title: "Masks",
      frames: [
        .init(name: "0", overlaps: [1: 0.5, 3: 1]), .init(name: "1", overlaps: [1: 0.25]),
        .init(name: "2", overlaps: [:]),
      ])
    #expect(table.mean == ["1": 0.375, "3": 1])
    #expect(
      table.markdown() == """
        ### Masks

        | Label | IoU ↑ | Frames |
        |:--|--:|--:|
        | 1 (right hand) | 0.3750 | 2 |
        | 3 (object) | 1.0000 | 1 |

        """)
    let data = try JSONEncoder().encode(table)
    #expect(try JSONDecoder().decode(MaskTable.self, from: data) == table)
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func agreesWithNumPyOnTheSamePNGs() throws {
    let folder = try TemporaryFolder()
    var maker = MadeUpHand(seed: 1)
    let truth = Pictures.labels(width: 61, height: 47)
    var changed = truth
    for pixel in changed.values.indices where maker.random() > 0.4 {
      changed.values[pixel] = UInt8((maker.random() + 1) * 2.99)
    }
    try ImageFile.writeLabels(changed, to: folder.file("mask.png"))
    try ImageFile.writeLabels(truth, to: folder.file("truth.png"))
    let lines = try Python.run("mask_overlap.py", ["mask.png", "truth.png"].map { folder.file($0).path })
      .split(separator: "\n").map { $0.split(separator: " ") }
    let given = try MaskOverlap.ratios(changed, truth)
    try #require(lines.count == given.count && given.count == 5)
    for line in lines {
      let (label, ratio) = (try #require(UInt8(line[0])), try #require(Double(line[1])))
      #expect(abs(try #require(given[label]) - ratio) < 1e-12)
    }
  }

  @Test func foldersAreComparedByName() throws {
    let folder = try TemporaryFolder()
    let (ours, truth) = (folder.file("ours"), folder.file("truth"))
    for url in [ours, truth] {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    func compare() throws -> MaskTable { try MaskFolders.compare(ours, truth: truth, title: "") }
    #expect(throws: FileError.self) { try compare() }
    try ImageFile.writeLabels(mask([1, 1, 0, 0]), to: truth.appending(path: "00001.png"))
    try ImageFile.writeLabels(mask([1, 0, 0, 0]), to: ours.appending(path: "00000.png"))
    let missing = try #require(throws: FileError.self) { try compare() }
    #expect(missing.description.contains("00001.png") && missing.description.contains("1 of the 1"))
    try ImageFile.writeLabels(mask([1, 0, 0, 0]), to: ours.appending(path: "00001.png"))
    let table = try compare()
    #expect(table.frames.map(\.name) == ["00001"] && table.mean == ["1": 0.5])
    try ImageFile.writeLabels(mask([1, 0, 0, 0], width: 2), to: ours.appending(path: "00001.png"))
    let size = try #require(throws: MetricsError.self) { try compare() }
    #expect(size.description.contains("00001.png"))
    #expect(throws: FileError.self) {
      try MaskFolders.compare(folder.file("nowhere"), truth: truth, title: "")
    }
  }
}
