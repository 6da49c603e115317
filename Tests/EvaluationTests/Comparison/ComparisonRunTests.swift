import Captures
import Evaluation
import Files
import Foundation
import Methods
import TestSupport
import Testing

@Suite(.serialized) struct ComparisonRunTests {
  @Test func everyCombinationIsARun() throws {
    var plan = try TinyComparison(seeds: [1, 2, 3]).plan
    plan.splits = [.alternate, .all]
    #expect(plan.runs.count == 12 && Set(plan.runs).count == 12)
    #expect(Set(plan.runs.map(\.path)).count == 12)
    // A comparison that is broken off has whole tables of fewer seeds.
    #expect(plan.runs.prefix(4).allSatisfy { $0.seed == 1 })
    #expect(plan.runs[0].path == "tiny/alternate/static/seed-1")
    #expect(plan.runs.allSatisfy { !$0.path.contains("<") && !$0.path.contains(" ") })
  }

  @Test func finishedRunsAreNotMadeAgain() throws {
    let comparison = try TinyComparison(seeds: [1])
    let results = try comparison.made()
    #expect(results.count == 2)
    let result = results[0]
    #expect(result.heldOut.frames.count == 4 && result.novel?.frames.count == 1)
    #expect(result.heldOut.mean[.handObject] != nil)
    #expect(try #require(result.seconds) > 0 && result.gaussians > 0 && result.pictures.count == 4)
    #expect(try #require(result.peakMegabytes) > 10)
    let folder = comparison.output.appending(path: result.run.path)
    for picture in result.pictures {
      for name in [picture.truth, picture.rendered, picture.error] {
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: name).path))
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "checkpoint.safetensors").path))
    _ = try SceneFolder.read(folder)
    let again = try comparison.made()
    #expect(again == results)
  }

  @Test func resultsOfOtherSettingsAreRefused() throws {
    var comparison = try TinyComparison(seeds: [1])
    _ = try comparison.made()
    comparison.plan.entries[0].assignments = ["ssimWeight=0.3"]
    #expect(throws: ComparisonError.self) { try comparison.runner.result(of: comparison.plan.runs[0]) }
    comparison.plan.entries[0].assignments = []
    comparison.plan.downscale = 2
    #expect(throws: ComparisonError.self) { try comparison.runner.result(of: comparison.plan.runs[0]) }
  }

  @Test func damagedResultsAreFileErrors() throws {
    let comparison = try TinyComparison(seeds: [1])
    let run = comparison.plan.runs[0]
    let result = try comparison.runner.make(run, isCancelled: { false }, report: { _ in })
    let file = comparison.output.appending(path: run.path).appending(path: "result.json")
    let whole = try Data(contentsOf: file)
    for part in Damage.truncations(of: whole.dropLast(), limit: 10) {
      try part.write(to: file)
      #expect(throws: FileError.self) { try comparison.runner.result(of: run) }
    }
    try whole.write(to: file)
    #expect(try comparison.runner.result(of: run) == result)
  }

  @Test func aRunThatWasBrokenOffGoesOn() throws {
    let (broken, whole) = (try TinyComparison(iterations: 9), try TinyComparison(iterations: 9))
    let run = broken.plan.runs[0]
    var asked = 0
    #expect(throws: TrainingError.self) {
      _ = try broken.runner.make(
        run,
        isCancelled: {
          asked += 1
          return asked > 5
        }, report: { _ in })
    }
    #expect(try broken.runner.result(of: run) == nil)
    var first: Int?
    let resumed = try broken.runner.make(run, isCancelled: { false }) { progress in
      first = first ?? progress.iteration - progress.stepsSinceStart
    }
    #expect(first == 5 && resumed.seconds != nil)
    let unbroken = try whole.runner.make(run, isCancelled: { false }, report: { _ in })
    #expect(resumed.heldOut == unbroken.heldOut)
  }

  @Test func plansThatCannotBeMadeAreRefused() throws {
    let plan = try TinyComparison().plan
    try plan.validate()
    var twice = plan
    twice.captures.append(URL(filePath: "/elsewhere/tiny"))
    #expect(throws: FileError.self) { try twice.validate() }
    for change in [{ $0.label = "static" }, { $0.method = "nothing" }] as [(inout ComparisonEntry) -> Void] {
      var changed = plan
      change(&changed.entries[1])
      #expect(throws: ComparisonError.self) { try changed.validate() }
    }
    for assignment in ["nothing=1", "ssimWeight=7"] {
      var changed = plan
      changed.entries[1].assignments = [assignment]
      #expect(throws: Settings.SettingError.self) { try changed.validate() }
    }
  }

  @Test(.enabled(if: MethodCatalog.named(Ablation.method) != nil, "this build has no such method"))
  func theAblationsSettingsFitTheMethod() throws {
    var plan = try TinyComparison().plan
    plan.entries = Ablation.entries(preset: .fast)
    #expect(plan.entries.count == 13)
    try plan.validate()
    plan.entries = Ablation.entries(preset: .paper, iterations: 100)
    try plan.validate()
  }
}
