import Foundation
import Methods
import Splatting
import Tensors

/// What a million Gaussians with harmonics of degree 3 take at 1280 x 720: rendered from a scene's folder, and trained
/// from a capture's; each in a process of its own.
struct MemoryBenchmarks {
  private static let count = 1_000_000
  private static let size = (width: 1280, height: 720)

  /// Two benchmarks.
  var all: [Benchmark] { [rendering, training] }

  private var rendering: Benchmark {
    let name = "render 1,000,000 Gaussians at 1280 x 720"
    let recipe = WorkloadRecipe(
      name: "", count: Self.count, width: Self.size.width, height: Self.size.height, seed: 1)
    return Benchmark(name, runsAlone: true, prepare: { try writeScene(recipe, to: $0) }) { settings, folder in
      var stages = [MemoryStage.now("program started")]
      let scene = try SceneFolder.read(folder)
      stages.append(.now("scene read"))
      let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: settings.threads))
      let timing = try Timing(repeats: settings.repeats) {
        _ = try renderer.render(scene, camera: scene.views[0].camera, time: 0)
      }
      stages.append(.now("\(settings.repeats + 1) images rendered"))
      return BenchmarkRow(
        name: name, timing: timing, work: WorkAmount(Double(Self.count), "Gaussians"),
        memory: stages.compactMap(\.self))
    }
  }

  private var training: Benchmark {
    let name = "train 1,000,000 Gaussians at 1280 x 720"
    let sample = SampleCapture(size: Self.size, points: Self.count)
    return Benchmark(name, runsAlone: true, prepare: { try sample.write(to: $0) }) { settings, folder in
      var stages = [MemoryStage.now("program started")]
      // Published settings: harmonics of degree 3.
      let steps = try TrainingSteps(Static3D.self, preset: .paper, capture: folder, settings: settings)
      stages.append(.now("Gaussians made"))
      var count = 0
      let timing = try steps.run {
        count += 1
        // Harmonics of all degrees take part from the fourth step on.
        if count == 1 || count == 5 { stages.append(.now("step \(count)")) }
      }
      stages.append(.now("checkpoint written"))
      return BenchmarkRow(
        name: name, timing: timing, work: WorkAmount(Double(steps.gaussians), "Gaussians"),
        memory: stages.compactMap(\.self))
    }
  }

  private func writeScene(_ recipe: WorkloadRecipe, to folder: URL) throws {
    let workload = recipe.workload()
    try SceneFolder.write(
      Scene(
        origin: Scene.Origin(
          method: Static3D.name, capture: "benchmark", split: "all", downscale: 1, iterations: 0,
          seed: recipe.seed),
        layers: [StaticLayer(name: "scene", model: workload.model(), degree: 3)], background: .zero,
        views: [SceneView(name: "view", role: .train, camera: workload.view, time: 0)]),
      to: folder)
  }
}
