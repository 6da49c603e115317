import Benchmarks
import Foundation
import Splatting
import Testing

/// What is counted of a workload.
@Suite struct CountingTests {
  /// Counts from the definition: every Gaussian at every pixel, front to back, in a straight loop of its own.
  private struct Definition {
    var drawn = 0
    var tilePairs = 0
    var laneEvaluations = 0
    var contributingPairs = 0

    init(_ workload: Workload) {
      let camera = workload.camera
      let order = (0..<workload.count).sorted {
        workload.means.view[3 * $0 + 2] < workload.means.view[3 * $1 + 2]
      }
      var transmittance = [Double](repeating: 1, count: camera.width * camera.height)
      for index in order {
        var tiles: Set<Int> = []
        for row in 0..<camera.height {
          for block in 0..<(camera.width + 15) / 16 {
            let columns = block * 16..<min(camera.width, block * 16 + 16)
            let isOpen = columns.contains { transmittance[row * camera.width + $0] > 0 }
            let alphas = columns.map { Self.alpha(workload, index, row: row, column: $0) }
            guard alphas.contains(where: { $0 >= 1.0 / 255 }) else { continue }
            tiles.insert(row / 16 * 1000 + block)
            if isOpen { laneEvaluations += 16 }
            for (column, alpha) in zip(columns, alphas) where alpha >= 1.0 / 255 {
              let pixel = row * camera.width + column
              guard transmittance[pixel] > 0 else { continue }
              let after = transmittance[pixel] * (1 - min(0.99, alpha))
              if after > 1e-4 { contributingPairs += 1 }
              transmittance[pixel] = after > 1e-4 ? after : 0
            }
          }
        }
        tilePairs += tiles.count
        if !tiles.isEmpty { drawn += 1 }
      }
    }

    /// The opacity of a round Gaussian; those of the test have equal scales and look straight ahead.
    private static func alpha(_ workload: Workload, _ index: Int, row: Int, column: Int) -> Double {
      let camera = workload.camera
      let mean = (0..<3).map { Double(workload.means.view[3 * index + $0]) }
      let (focal, z) = (Double(camera.focalLength.x), mean[2])
      let scale = Double(workload.scales.view[3 * index])
      let (u, v) = (mean[0] / z, mean[1] / z)
      let unit = focal / z * focal / z * scale * scale
      let (xx, yy, xy) = (unit * (1 + u * u) + 0.3, unit * (1 + v * v) + 0.3, unit * u * v)
      let dx = Double(column) + 0.5 - (focal * u + Double(camera.principalPoint.x))
      let dy = Double(row) + 0.5 - (focal * v + Double(camera.principalPoint.y))
      let distance = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy)
      return Double(workload.opacities.view[index]) * exp(-distance / 2)
    }
  }

  /// Round Gaussians inside the image, many of them in front of each other.
  private func roundWorkload() -> Workload {
    var recipe = WorkloadRecipe(name: "round", count: 400, width: 72, height: 50, seed: 7)
    recipe.medianScale = 3
    let workload = recipe.workload(terms: 0)
    for index in 0..<workload.count {
      let scale = workload.scales.view[3 * index]
      for axis in 0..<3 { workload.scales.buffer[3 * index + axis] = scale }
      workload.opacities.buffer[index] = index.isMultiple(of: 50) ? 0.003 : 0.97
      for axis in 0..<2 { workload.means.buffer[3 * index + axis] *= 0.9 }
    }
    return workload
  }

  @Test func countsAreThoseOfTheDefinition() {
    let workload = roundWorkload()
    let counts = EvaluationCounts(of: workload)
    let truth = Definition(workload)
    #expect(counts.drawn == truth.drawn && counts.drawn <= 392)
    #expect(counts.tilePairs == truth.tilePairs)
    #expect(counts.laneEvaluations == truth.laneEvaluations)
    #expect(counts.contributingPairs == truth.contributingPairs)
    // Pixels are finished here, or the test would not see that they are left out.
    #expect(counts.laneEvaluations < counts.tilePairs * 256 / 2)
  }

  /// The counts of the files that `Benchmarks/workloads.py` writes with numpy's random numbers: for W1 2.62 M lane
  /// evaluations and 978 thousand pairs, for W2 25.49 M and 9.49 M.
  @Test(arguments: zip(WorkloadRecipe.standard.prefix(2), [(2.62e6, 0.978e6), (25.49e6, 9.49e6)]))
  func drawnWorkloadsAreAsHardAsTheRecordedOnes(_ recipe: WorkloadRecipe, _ recorded: (Double, Double)) {
    let counts = EvaluationCounts(of: recipe.workload(terms: 0))
    #expect(abs(Double(counts.laneEvaluations) / recorded.0 - 1) < 0.03)
    #expect(abs(Double(counts.contributingPairs) / recorded.1 - 1) < 0.03)
    #expect(counts.drawn > recipe.count * 95 / 100)
  }

  @Test func rasteriserDrawsWhatIsCounted() throws {
    let workload = WorkloadRecipe.standard[0].workload(terms: 0)
    let counts = EvaluationCounts(of: workload)
    let pixels = workload.pixels
    let outputs = [pixels * 3, pixels, pixels, workload.count].map { FloatMemory(count: $0) }
    // Views of memory do not keep it.
    let drawn = try withExtendedLifetime((workload, outputs)) {
      try CPURasterizer(threads: 2).forward(
        CPUGaussians(
          count: workload.count, channels: 3, means: workload.means.view,
          quaternions: workload.quaternions.view,
          scales: workload.scales.view, opacities: workload.opacities.view, features: workload.colors.view),
        camera: workload.camera,
        into: CPURasterImage(
          features: outputs[0].buffer, depth: outputs[1].buffer, alpha: outputs[2].buffer,
          radii: outputs[3].buffer)
      ).drawn
    }
    // It tests boxes, the count pixels' centres: it may draw a few more.
    #expect(drawn >= counts.drawn)
    #expect(drawn < counts.drawn + workload.count / 100)
  }

  @Test func numbersThatAreNotFiniteAreNotCounted() {
    let workload = roundWorkload()
    let before = EvaluationCounts(of: workload)
    let extra = [Float.nan, .infinity, -.infinity, 1e30]
    for (index, value) in extra.enumerated() { workload.means.buffer[3 * index] = value }
    workload.quaternions.buffer[4 * 10] = .nan
    workload.scales.buffer[3 * 11] = .infinity
    let counts = EvaluationCounts(of: workload)
    #expect(counts.drawn <= before.drawn && counts.drawn >= before.drawn - 6)
  }
}
