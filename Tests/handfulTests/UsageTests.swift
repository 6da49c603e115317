import Foundation
import Testing

/// Help, and what is said of wrong usage.
@Suite struct UsageTests {
  @Test(arguments: [
    "doctor", "info", "hand", "track", "synthesize", "reconstruct", "evaluate", "report", "render", "view",
  ])
  func helpShowsAnExample(_ command: String) throws {
    let outcome = try Program.run([command, "--help"], in: URL(filePath: "/"))
    let help = expectSuccess(outcome)
    #expect(help.contains("Example") && help.contains("  handful \(command)"))
    let overview = expectSuccess(try Program.run(["--help"], in: URL(filePath: "/")))
    #expect(overview.contains("  \(command) ") && overview.contains("Example"))
  }

  @Test(arguments: [
    ["nonsense"], ["reconstruct"], ["reconstruct", "tiny"],
    ["reconstruct", "tiny", "-o", "x", "--method", "nonsense"],
    ["reconstruct", "tiny", "-o", "x", "--set", "nonsense=1"],
    ["reconstruct", "tiny", "-o", "x", "--set", "network.width=0"],
    ["reconstruct", "tiny", "-o", "x", "--set", "ssimWeight"],
    ["reconstruct", "tiny", "-o", "x", "--iterations", "0"],
    ["reconstruct", "tiny", "-o", "x", "--split", "every:1"],
    ["reconstruct", "tiny", "-o", "x", "--downscale", "0.5"],
    ["reconstruct", "tiny", "-o", "x", "--threads", "0"],
    ["reconstruct", "tiny", "-o", "x", "--device", "abacus"],
    ["reconstruct", "tiny", "-o", "x", "--resume", "--overwrite"],
    ["evaluate"], ["evaluate", "scene"], ["evaluate", "scene", "--capture", "tiny", "--overwrite"],
    ["evaluate", "scene", "--capture", "tiny", "--masks", "tiny/masks"],
    ["evaluate", "scene", "--capture", "tiny", "--against", "tiny"],
    ["evaluate", "--hands", "tiny/hands.npz"],
    ["evaluate", "--masks", "tiny/masks", "--against", "tiny/masks", "--images", "x"],
    ["evaluate", "--mesh", "a.ply", "--against", "b.ply", "--points", "0"],
    ["synthesize", "-o", "x", "--frames", "1"],
    ["synthesize", "-o", "x", "--width", "5"], ["render", "scene", "-o", "x.png"],
    ["render", "scene", "-o", "x", "--frame", "99"], ["render", "scene", "-o", "x", "--layer", "nonsense"],
    ["render", "scene", "-o", "x", "--time", "2"], ["render", "scene", "-o", "x.mp4", "--fps", "0"],
    ["render", "scene", "-o", "x", "--count", "0"], ["render", "scene", "-o", "x", "--camera", "nonsense"],
  ])
  func wrongUsageIsToldAndMakesNothing(_ arguments: [String]) throws {
    let workspace = try Workspace(withScene: arguments[0] == "render")
    expectFailure(try Program.run(arguments, in: workspace.url), status: 64)
    #expect(!workspace.exists("x") && !workspace.exists("x.png") && !workspace.exists("x.mp4"))
  }

  @Test(arguments: [
    ["reconstruct", "tiny", "-o", "x"], ["render", "scene", "-o", "x"],
    ["evaluate", "scene", "--capture", "tiny", "--images", "x"],
    ["report", "scene", "-o", "x.html"], ["export", "scene", "-o", "x.ply"], ["compare", "tiny", "-o", "x"],
    ["bench"],
  ])
  func aDeviceThatIsNotThereIsToldAndNothingIsMade(_ arguments: [String]) throws {
    let workspace = try Workspace(withScene: arguments.contains("scene"))
    let outcome = try Program.run(arguments + ["--device", "cuda:99"], in: workspace.url)
    expectFailure(outcome, status: 1, mentions: "there is no device cuda")
    #expect(["x", "x.html", "x.ply"].allSatisfy { !workspace.exists($0) })
  }

  @Test func doctorReports() throws {
    let outcome = try Program.run(["doctor", "--json"], in: URL(filePath: "/"))
    let findings =
      try JSONSerialization.jsonObject(with: Data(expectSuccess(outcome).utf8)) as? [[String: Any]]
    let names = try #require(findings).compactMap { $0["name"] as? String }
    #expect(names.contains("LibTorch") && names.contains("method deformable"))
    #expect(["CUDA device", "CUDA driver", "CUDA compiler"].allSatisfy(names.contains))
  }
}
