import Captures
import Evaluation
import Hands
import TestSupport
import Testing

@Suite struct HandEvaluatorTests {
  private func metrics(_ track: HandTrack, _ truth: HandTrack) throws -> HandMetrics {
    try #require(HandEvaluator.evaluate([track], truth: [truth], title: "").hands.first)
  }

  private func errors(_ metrics: HandMetrics, _ alignment: HandAlignment) throws -> HandMetrics.Errors {
    try #require(metrics.errors.first { $0.alignment == alignment })
  }

  @Test func eachAlignmentTakesOutItsPart() throws {
    var maker = MadeUpHand(seed: 1)
    let truth = maker.track(frames: 5)
    let moved = try metrics(truth.mapped { $0 + [0.003, 0, -0.004] }, truth)
    #expect(abs(try errors(moved, .none).joints - 5) < 1e-3)
    #expect(abs(try #require(try errors(moved, .none).vertices) - 5) < 1e-3)
    #expect(abs(try errors(moved, .none).jointCurveArea - 0.9) < 1e-4)
    for alignment in [HandAlignment.wrist, .rigid, .procrustes] {
      #expect(try errors(moved, alignment).joints < 1e-3)
    }
    // A quarter turn about the z axis.
    let turned = try metrics(truth.mapped { [-$0.y, $0.x, $0.z] }, truth)
    #expect(try errors(turned, .wrist).joints > 20)
    #expect(try errors(turned, .rigid).joints < 1e-3)
    let grown = try metrics(truth.mapped { $0 * 1.1 }, truth)
    #expect(try errors(grown, .rigid).joints > 2)
    #expect(try errors(grown, .procrustes).joints < 1e-3)
  }

  @Test func aMirroredHandStaysWrong() throws {
    var maker = MadeUpHand(seed: 2)
    let truth = maker.track(frames: 4)
    let mirrored = try metrics(truth.mapped { [-$0.x, $0.y, $0.z] }, truth)
    #expect(try errors(mirrored, .procrustes).joints > 10)
    #expect(try #require(try errors(mirrored, .procrustes).vertices) > 10)
  }

  @Test func framesThatAreNotSeenAreLeftOutAndCounted() throws {
    var maker = MadeUpHand(seed: 3)
    let truth = maker.track(frames: 12)
    let track = maker.disturbed(truth, noise: 0.004).unseen(in: [2, 6])
    let result = try metrics(track, truth.unseen(in: [6, 9]))
    #expect((result.frames, result.compared, result.missed, result.unknown) == (12, 9, 1, 1))
    // Frames 0 1 | 3 4 5 | 7 8 | 10 11: one with both neighbours.
    #expect(result.accelerations == 1)
    #expect(result.errors.allSatisfy { $0.joints.isFinite && $0.vertices?.isFinite == true })
    let none = try metrics(track.unseen(in: Array(0..<12)), truth)
    #expect(none.errors.isEmpty && none.compared == 0 && none.missed == 12)
  }

  @Test func aSideThatWasNotTrackedIsMissed() throws {
    var maker = MadeUpHand(seed: 4)
    let (right, left) = (maker.track(frames: 3), maker.track(.left, frames: 3))
    let table = try HandEvaluator.evaluate([left], truth: [right, left], title: "Both")
    #expect(table.hands.map(\.missed) == [3, 0] && table.hands.map(\.compared) == [0, 3])
    #expect(table.markdown().contains("Right hand: not found in 3 of 3 frames."))
    #expect(table.markdown().contains("| Left | Procrustes | 0.00 | 0.00 | 1.0000 | – | 3 |"))
  }

  @Test func tracksThatDoNotFitAreErrors() throws {
    var maker = MadeUpHand(seed: 5)
    let truth = maker.track(frames: 4)
    let longer = try #require(throws: MetricsError.self) { try metrics(maker.track(frames: 5), truth) }
    #expect(longer.description.contains("5 frames") && longer.description.contains("4"))
    #expect(!longer.description.contains("\n"))
    var fewer = truth
    fewer.joints[2].removeLast()
    #expect(throws: MetricsError.self) { try metrics(fewer, truth) }
    fewer.joints = fewer.joints.map { _ in [] }
    #expect(throws: MetricsError.self) { try metrics(fewer, truth) }
  }

  @Test func otherMeshesAreComparedByTheirJointsAlone() throws {
    var maker = MadeUpHand(seed: 6)
    let truth = maker.track(frames: 4)
    let track = maker.track(frames: 4, vertices: 50)
    let result = try metrics(track, truth)
    #expect(!result.hasSameMesh && result.errors.count == 4)
    #expect(result.errors.allSatisfy { $0.vertices == nil && $0.joints > 0 })
    #expect(HandTable(title: "", hands: [result]).markdown().contains("different numbers of vertices"))
  }

  @Test(
    .enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"),
    arguments: [false, true])
  func agreesWithSciPy(isMirrored: Bool) throws {
    let folder = try TemporaryFolder()
    var maker = MadeUpHand(seed: 7)
    let truth = maker.track(.left, frames: 30).unseen(in: [4, 20])
    var track = maker.disturbed(truth, noise: 0.02).unseen(in: [11, 12])
    if isMirrored { track = track.mapped { [$0.x, -$0.y, $0.z] } }
    try HandsFile.write([track], to: folder.file("hands.npz"))
    try HandsFile.write([truth], to: folder.file("truth.npz"))
    try expectSciPy(folder.file("hands.npz").path, folder.file("truth.npz").path, "left", track, truth)
  }

  @Test(
    .enabled(
      if: Python.isAvailable && Repository.sharedData != nil, "needs .venv/bin/python and ../shared/data"),
    arguments: ["mug_lift", "bottle_pour"])
  func agreesWithSciPyOnCaptures(_ name: String) throws {
    let folder = try #require(Repository.sharedData).appendingPathComponent("captures/\(name)")
    let (hands, truth) = (folder.appending(path: "hands.npz"), folder.appending(path: "truth/hands.npz"))
    try expectSciPy(
      hands.path, truth.path, "right", try HandsFile.read(hands)[0], try HandsFile.read(truth)[0])
  }

  /// Compares all figures with those of `hand_metrics.py` on the same files.
  private func expectSciPy(
    _ hands: String, _ truthPath: String, _ side: String, _ track: HandTrack, _ truth: HandTrack
  ) throws {
    let lines = try Python.run("hand_metrics.py", [hands, truthPath, side]).split(separator: "\n")
      .map { $0.split(separator: " ").map(String.init) }
    try #require(lines.count == 5)
    let given = try metrics(track, truth)
    for (line, alignment) in zip(lines, HandAlignment.allCases) {
      try #require(line[0] == alignment.rawValue)
      let expected = line.dropFirst().compactMap { Double($0) }
      let values = try errors(given, alignment)
      #expect(abs(values.joints - expected[0]) < 1e-3, "\(alignment)")
      #expect(abs(try #require(values.vertices) - expected[1]) < 1e-3, "\(alignment)")
      // A sum over steps of 2.5 µm stands against the exact integral.
      #expect(abs(values.jointCurveArea - expected[2]) < 1e-4, "\(alignment)")
      #expect((values.acceleration == nil) == expected[3].isNaN, "\(alignment)")
      if let acceleration = values.acceleration { #expect(abs(acceleration - expected[3]) < 1e-3) }
    }
    #expect(
      lines[4].compactMap { Int($0) }
        == [given.frames, given.compared, given.missed, given.unknown, given.accelerations])
  }
}
