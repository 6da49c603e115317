import Fields
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct HexPlaneTests {
  private let bounds = HexPlane.Bounds(low: [-1, 0, 2], high: [1, 3, 2.5])

  private func grid(
    multipliers: [Int] = [1, 2], seed: UInt64 = 3,
    _ change: (inout HexPlane.Configuration) -> Void = { _ in }
  ) -> HexPlane {
    var configuration = HexPlane.Configuration()
    (configuration.channels, configuration.spatialResolution, configuration.timeResolution) = (4, 5, 7)
    configuration.multipliers = multipliers
    change(&configuration)
    let grid = HexPlane(configuration, bounds: bounds, generator: RandomGenerator(seed: seed))
    // Time planes start even, which would hide mistakes.
    for (index, level) in grid.levels.enumerated() {
      let noise = Tensor.randomUniform(
        level.time.shape, in: 0.5..<1.5, generator: RandomGenerator(seed: UInt64(index + 20)))
      level.$time.replace(with: noise)
    }
    return grid
  }

  /// Points in the bounds.
  private func points(_ count: Int, seed: UInt64 = 4) -> Tensor {
    let size = Tensor([2, 3, 0.5] as [Float])
    return Tensor.randomUniform([count, 3], generator: RandomGenerator(seed: seed)) * size
      + Tensor([-1, 0, 2] as [Float])
  }

  @Test(
    .enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"),
    arguments: [0, 0.31, 0.5, 0.98, 1], [4, 16])
  func equalsPyTorchsGridSample(time: Double, channels: Int) throws {
    let folder = try TemporaryFolder()
    let grid = grid { $0.channels = channels }
    // Some lie outside.
    let places = points(40).detached() * 1.1
    let leaf = places.copied().requiringGradient()
    let features = grid(leaf, time: time)
    #expect(features.shape == [40, 2 * channels])
    features.squared().sum().backward()
    var state = grid.state()
    state["points"] = places
    state["low"] = Tensor([-1, 0, 2] as [Float])
    state["high"] = Tensor([1, 3, 2.5] as [Float])
    try Safetensors.write(state, to: folder.file("given"))
    try Python.run(
      "hexplane_values.py", ["\(time)", folder.file("given").path, folder.file("expected").path])
    let expected = try Safetensors.read(folder.file("expected")).tensors
    #expect((features - (try #require(expected["output"]))).abs().max().item() < 1e-5)
    var leaves = grid.namedParameters().map { ($0.name, $0.parameter.value) }
    leaves.append(("points", leaf))
    for (name, value) in leaves {
      let gradient = try #require(value.gradient)
      let theirs = try #require(expected["gradient." + name])
      #expect((gradient - theirs).abs().max().item() < 1e-4, "\(name)")
    }
  }

  @Test(arguments: [1, 511, 513, 3000]) func onePassEqualsTensorOperations(count: Int) throws {
    let grid = grid { $0.channels = 24 }
    let weights = Tensor.randomNormal([count, 48], generator: RandomGenerator(seed: 9))
    func values(_ features: (Tensor) -> Tensor) -> [Tensor?] {
      for (_, parameter) in grid.namedParameters() { parameter.value.gradient = nil }
      let places = (points(count).detached() * 1.1).requiringGradient()
      let output = features(places)
      (output * weights).sum().backward()
      return [output, places.gradient] + grid.namedParameters().map { $0.parameter.value.gradient }
    }
    let fused = values { grid($0, time: 0.43) }
    let reference = values { grid.byTensors($0, time: 0.43) }
    for (ours, theirs) in zip(fused, reference) {
      let (ours, theirs) = (try #require(ours), try #require(theirs))
      #expect((ours - theirs).abs().max().item() < 1e-5 * max(1, theirs.abs().max().item()))
    }
    #expect(grid(.zeros([0, 3]), time: 0).shape == [0, 48])
  }

  @Test(arguments: [4, 8]) func gradientsAreThoseOfDifferences(channels: Int) {
    let grid = grid(multipliers: [1]) { $0.channels = channels }
    let places = points(3).requiringGradient()
    let weights = Tensor.randomNormal([3, channels], generator: RandomGenerator(seed: 8))
    func formula() -> Tensor { (grid(places, time: 0.4) * weights).sum() }
    // In each element of a plane the features are linear.
    expectGradient(of: grid.levels[0].time, step: 0.05, within: 2e-3, formula)
    expectGradient(of: grid.levels[0].space, step: 0.05, within: 2e-3, formula)
    expectGradient(of: places, step: 1e-3, within: 2e-2, formula)
  }

  @Test func outsideIsAsAtTheBorder() {
    let grid = grid()
    let outside = Tensor([9, -5, 2.2] as [Float], shape: [1, 3])
    let border = Tensor([1, 0, 2.2] as [Float], shape: [1, 3])
    #expect((grid(outside, time: 0.3) - grid(border, time: 0.3)).abs().max().item() < 1e-6)
    #expect((grid(border, time: 1.7) - grid(border, time: 1)).abs().max().item() < 1e-6)
  }

  @Test func startsEvenInTime() {
    var configuration = HexPlane.Configuration()
    (configuration.channels, configuration.spatialResolution) = (2, 4)
    let grid = HexPlane(configuration, bounds: bounds, generator: RandomGenerator(seed: 1))
    #expect((grid(points(9), time: 0.1) - grid(points(9), time: 0.8)).abs().max().item() == 0)
    #expect(grid.timeRoughness.item() == 0 && grid.timeActivity.item() == 0)
    let space = grid.levels[0].space
    #expect(space.min().item() >= 0.1 && space.max().item() <= 0.5)
  }

  @Test func thePublishedTimeUsesHalfOfTheAxis() {
    let (whole, half) = (grid(), grid { $0.wastesHalfTheTimeAxis = true })
    #expect((half(points(5), time: 0.4) - whole(points(5), time: 0.7)).abs().max().item() < 1e-6)
  }

  @Test func pointsInOnePlaceHaveFeatures() {
    let flat = HexPlane.Bounds(low: [1, 1, 1], high: [1, 1, 1])
    let grid = HexPlane(HexPlane.Configuration(), bounds: flat, generator: RandomGenerator(seed: 1))
    #expect(grid(Tensor.ones([2, 3]), time: 0.5).allFinite)
  }

  /// The mean over a kind of planes of what `formula` makes of each sample of an axis and those after it.
  private func mean(_ planes: Tensor, alongRows: Bool, order: Int) -> Double {
    let (shape, values) = (planes.shape, planes.floats().map(Double.init))
    let (rows, columns) = (shape[2], shape[3])
    var (sum, count) = (0.0, 0)
    for plane in 0..<shape[0] * shape[1] {
      func value(_ row: Int, _ column: Int) -> Double { values[(plane * rows + row) * columns + column] }
      for row in 0..<rows - (alongRows ? order : 0) {
        for column in 0..<columns - (alongRows ? 0 : order) {
          func at(_ step: Int) -> Double {
            alongRows ? value(row + step, column) : value(row, column + step)
          }
          let difference = order == 1 ? at(1) - at(0) : at(2) - 2 * at(1) + at(0)
          sum += difference * difference
          count += 1
        }
      }
    }
    return sum / Double(count)
  }

  @Test func regularisersAreAsTheirFormulas() {
    let grid = grid()
    // Three planes of each kind.
    func sum(_ value: (HexPlaneLevel) -> Double) -> Double { 3 * grid.levels.map(value).reduce(0, +) }
    let variation = sum {
      mean($0.space, alongRows: true, order: 1) + mean($0.space, alongRows: false, order: 1)
    }
    #expect(abs(grid.totalVariation().item() - variation) < 1e-5 * variation)
    let published = sum { mean($0.space, alongRows: true, order: 2) }
    #expect(abs(grid.totalVariation(asPublished: true).item() - published) < 1e-5 * published)
    let roughness = sum { mean($0.time, alongRows: true, order: 2) }
    #expect(abs(grid.timeRoughness.item() - roughness) < 1e-5 * roughness)
    let activity = sum { level in
      let values = level.time.floats().map { abs(Double($0) - 1) }
      return values.reduce(0, +) / Double(values.count)
    }
    #expect(abs(grid.timeActivity.item() - activity) < 1e-5 * activity)
  }
}
