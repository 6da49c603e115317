import Foundation
import Splatting
import Tensors
import Testing

@Suite("Adaptive density control")
struct AdaptiveDensityControlTests {
  /// Small, small, large, large, by 0.01 of an extent of 1.
  private let scales: [Float] = [0.005, 0.008, 0.05, 0.06]
  /// Pixels' gradients: with the camera's factors rows 1 and 2 pass 2e-4.
  private let gradients: [SIMD2<Float>] = [[1e-6, 0], [3e-6, 0], [0, -5e-6], [1e-6, 1e-6]]

  private func trained(opacities: [Float] = [0.5, 0.5, 0.5, 0.5]) -> TrainedModel {
    TrainedModel(scales: scales, opacities: opacities)
  }

  private func update(
    _ control: AdaptiveDensityControl, _ trained: TrainedModel, _ iteration: Int, seed: UInt64 = 7
  ) -> DensityChange {
    control.update(
      trained.gaussians, iteration: iteration, sceneExtent: 1, generator: RandomGenerator(seed: seed))
  }

  private func observe(
    _ control: AdaptiveDensityControl, radii: [Float] = [1, 1, 1, 1], absolute: [SIMD2<Float>]? = nil
  ) {
    control.accumulate(
      TrainedModel.rendering(gradients: gradients, radii: radii, absolute: absolute),
      camera: TrainedModel.camera)
  }

  @Test("Small ones with large gradients are cloned, large ones split, others left")
  func growth() throws {
    let control = AdaptiveDensityControl()
    let trained = trained()
    let before = trained.model.gaussians(degree: 1)
    observe(control)
    let change = update(control, trained, 600)
    #expect(change.cloned == 1 && change.split == 1 && change.transparent + change.oversized == 0)
    #expect(change.description == "+1 cloned, +1 split")
    #expect(trained.origins == [0, 1, 3, 1, 2, 2])
    #expect(try #require(change.sources).elements(as: Int64.self) == [0, 1, 3, 1, 2, 2])
    let after = trained.model.gaussians(degree: 1)
    #expect(after.means[3].floats() == before.means[1].floats())
    #expect(after.scales[3].floats() == before.scales[1].floats())
    for half in [4, 5] {
      let ratio = after.scales[.at(half)] / before.scales[2]
      #expect(ratio.floats().allSatisfy { abs($0 - 1 / 1.6) < 1e-5 })
      let moved = (after.means[.at(half)] - before.means[2]).norm().item()
      #expect(moved > 0 && moved < 6 * 0.05 * 3.0.squareRoot())
      #expect(after.rotations[.at(half)].floats() == before.rotations[2].floats())
      #expect(after.harmonics[.at(half)].floats() == before.harmonics[2].floats())
    }
    #expect(after.means[4].floats() != after.means[5].floats())
  }

  @Test("New rows start without moments, others keep theirs")
  func moments() {
    let control = AdaptiveDensityControl()
    let trained = trained()
    let before = trained.parameters.map { trained.moments($0.name) }
    observe(control)
    _ = update(control, trained, 600)
    for row in 0..<3 { #expect(trained.zeroMoments(row: row).allSatisfy { !$0 }, "row \(row) is old") }
    for row in 3..<6 { #expect(trained.zeroMoments(row: row).allSatisfy { $0 }, "row \(row) is new") }
    for (index, (name, parameter)) in trained.parameters.enumerated() where name != "numbers" {
      let width = parameter.value.count / 6
      for (old, new) in zip(before[index], trained.moments(name)) {
        #expect(new[2 * width..<3 * width] == old[3 * width..<4 * width], "row 3 of \(name) is now row 2")
      }
    }
  }

  @Test("Training goes on with the changed rows")
  func continues() {
    let control = AdaptiveDensityControl()
    let trained = trained()
    observe(control)
    _ = update(control, trained, 600)
    trained.optimizer.setLearningRate(0.1, of: "means")
    let before = trained.model.means.floats()
    trained.model.means.sum().backward()
    trained.optimizer.step()
    #expect(zip(before, trained.model.means.floats()).allSatisfy { $0 != $1 })
  }

  @Test("Halves of a split Gaussian are drawn from it")
  func splitSpread() {
    let count = 20_000
    let trained = TrainedModel(
      scales: Array(repeating: 0.2, count: count), opacities: Array(repeating: 0.5, count: count))
    let long = Tensor([Float](arrayLiteral: 0.4, 0.1, 0.2)).log().repeated([count, 1])
    trained.model.$logScales.replace(with: long)
    // A quarter turn about z: the first axis comes to lie along y.
    let turn = Tensor([Float](arrayLiteral: 2, 0, 0, 2)).repeated([count, 1])
    trained.model.$rotations.replace(with: turn)
    trained.model.$means.replace(with: .zeros([count, 3]))
    let control = AdaptiveDensityControl()
    control.accumulate(
      TrainedModel.rendering(
        gradients: Array(repeating: [1, 0], count: count), radii: Array(repeating: 1, count: count)),
      camera: TrainedModel.camera)
    #expect(update(control, trained, 600).split == count)
    #expect(trained.model.count == 2 * count)
    let deviations = trained.model.means.variance([0]).sqrt().floats()
    #expect(zip(deviations, [0.1, 0.4, 0.2]).allSatisfy { abs($0 / $1 - 1) < 0.03 })
  }

  @Test("Nearly transparent ones are gone from every parameter")
  func transparent() {
    let trained = trained(opacities: [0.5, 0.004, 0.5, 0.006])
    let before = trained.parameters.map { $0.parameter.value.floats() }
    let change = update(AdaptiveDensityControl(), trained, 600)
    #expect(change.transparent == 1 && trained.model.count == 3 && trained.origins == [0, 2, 3])
    for (old, (name, parameter)) in zip(before, trained.parameters) {
      let width = old.count / 4
      #expect(
        parameter.value.floats() == Array(old[..<width] + old[(2 * width)...]), "\(name)")
      #expect(trained.moments(name).allSatisfy { $0.count == 3 * width }, "\(name)")
    }
  }

  @Test("Of few Gaussians none are removed for their opacity or size, if so asked")
  func leastCount() {
    for (limit, left) in [(4, 4), (3, 2)] {
      var settings = AdaptiveDensitySettings()
      settings.pruneAboveCount = limit
      let trained = trained(opacities: [0.5, 0.004, 0.5, 0.001])
      let change = update(AdaptiveDensityControl(settings), trained, 600)
      #expect(trained.model.count == left && change.transparent == 4 - left)
    }
  }

  @Test("Large ones are removed only after the first reset, in the world and, if asked for, on screen")
  func oversized() {
    var settings = AdaptiveDensitySettings()
    settings.gradientThreshold = 1
    settings.pruneScaleLimit = 0.055
    settings.pruneScreenRadius = 20
    for (iteration, left) in [(2900, [0, 1, 2, 3]), (3100, [1, 2])] {
      let control = AdaptiveDensityControl(settings)
      let trained = trained()
      observe(control, radii: [21, 20, 1, 1])
      observe(control)
      let change = update(control, trained, iteration)
      #expect(trained.origins == left)
      #expect(change.oversized == 4 - left.count)
    }
    settings.pruneScreenRadius = nil
    let control = AdaptiveDensityControl(settings)
    let trained = trained()
    observe(control, radii: [21, 20, 1, 1])
    _ = update(control, trained, 3100)
    #expect(trained.origins == [0, 1, 2])
  }

  @Test("Gaussians that are not finite are removed with a note, whatever is not")
  func notFinite() {
    let breaks: [(TrainedModel) -> Void] = [
      { $0.model.$means.replace(with: broken($0.model.means, at: [1, 2], .nan)) },
      { $0.model.$logScales.replace(with: broken($0.model.logScales, at: [1, 0], 100)) },
      { $0.model.$opacityLogits.replace(with: broken($0.model.opacityLogits, at: [1], -.infinity)) },
      {
        $0.model.$higherHarmonics.replace(with: broken($0.model.higherHarmonics, at: [1, 2, 0], .infinity))
      },
      { $0.labels.replace(with: broken($0.labels.value, at: [1, 1], .nan)) },
    ]
    for (index, spoil) in breaks.enumerated() {
      let control = AdaptiveDensityControl()
      let trained = trained()
      spoil(trained)
      observe(control)
      let change = update(control, trained, 600)
      #expect(change.nonFinite == 1 && change.cloned == 0, "case \(index)")
      #expect(
        trained.origins == [0, 3, 2, 2] && change.description.contains("-1 not finite"), "case \(index)")
    }

    func broken(_ tensor: Tensor, at place: [Int], _ value: Float) -> Tensor {
      var values = tensor.floats()
      let flat = zip(place, tensor.shape).reduce(0) { $0 * $1.1 + $1.0 }
      values[flat] = value
      return Tensor(values, shape: tensor.shape)
    }
  }

  @Test("A reset caps opacities and forgets their moments alone")
  func reset() {
    let control = AdaptiveDensityControl()
    let trained = trained(opacities: [0.9, 0.5, 0.008, 0.01])
    let means = trained.moments("hand.means")
    let change = update(control, trained, 3000)
    #expect(change.resetsOpacities && change.sources == nil)
    let opacities = trained.model.opacityLogits.sigmoid().floats()
    #expect(zip(opacities, [0.01, 0.01, 0.008, 0.01]).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(trained.moments("hand.opacityLogits").allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(trained.moments("hand.means") == means)
  }

  @Test("Changes come at their iterations only")
  func timing() {
    var settings = AdaptiveDensitySettings()
    settings.resetsAtStart = true
    for (iteration, grows, resets) in [
      (100, false, false), (500, false, true), (550, false, false), (600, true, false), (3000, true, true),
      (14_900, true, false), (15_000, false, false), (18_000, false, false),
    ] {
      let control = AdaptiveDensityControl(settings)
      let trained = trained()
      observe(control)
      let change = update(control, trained, iteration)
      #expect((change.cloned > 0) == grows && change.resetsOpacities == resets, "iteration \(iteration)")
    }
    #expect(AdaptiveDensityControl().observes(at: 14_999) && !AdaptiveDensityControl().observes(at: 15_000))
  }

  @Test("At the cap the largest gradients win")
  func cap() {
    var settings = AdaptiveDensitySettings()
    for (maximum, left) in [(5, [0, 1, 2, 3, 1]), (4, [0, 1, 2, 3]), (2, [0, 1, 2, 3])] {
      settings.maximumCount = maximum
      let control = AdaptiveDensityControl(settings)
      let trained = trained()
      observe(control)
      _ = update(control, trained, 600)
      #expect(trained.origins == left, "at most \(maximum)")
    }
  }

  @Test("Gradients are means over the renderings that saw a Gaussian, times their batch")
  func means() {
    let control = AdaptiveDensityControl()
    let trained = trained()
    observe(control)
    // Row 1 is seen again with no gradient: its mean falls below the threshold. Row 2 is not seen.
    control.accumulate(
      TrainedModel.rendering(gradients: Array(repeating: .zero, count: 4), radii: [0, 1, 0, 0]),
      camera: TrainedModel.camera)
    let change = update(control, trained, 600)
    #expect(change.cloned == 0 && change.split == 1)

    let batch = AdaptiveDensityControl()
    let small: [SIMD2<Float>] = [[1e-6, 0], [0, 0], [0, 0], [0, 0]]
    batch.accumulate(
      TrainedModel.rendering(gradients: small, radii: [1, 1, 1, 1]), camera: TrainedModel.camera, rows: 0..<4,
      batchSize: 3)
    #expect(update(batch, self.trained(), 600).cloned == 1)
  }

  @Test("Gaussians rendered among others are found by their rows")
  func rows() {
    let control = AdaptiveDensityControl()
    let trained = trained()
    let others = [SIMD2<Float>](repeating: [1, 1], count: 3)
    control.accumulate(
      TrainedModel.rendering(gradients: others + gradients + others, radii: Array(repeating: 1, count: 10)),
      camera: TrainedModel.camera, rows: 3..<7, batchSize: 1)
    _ = update(control, trained, 600)
    #expect(trained.origins == [0, 1, 3, 1, 2, 2])
  }

  @Test("The absolute variant takes absolute gradients and its own threshold")
  func absolute() {
    let control = AdaptiveDensityControl(.absoluteGradients)
    let trained = trained()
    observe(control, absolute: [[9e-6, 0], [7e-6, 0], [0, 0], [0, 17e-6]])
    _ = update(control, trained, 600)
    #expect(trained.origins == [0, 1, 2, 0, 3, 3])
  }

  @Test("A checkpoint between changes loses nothing")
  func checkpoint() throws {
    let (first, second) = (AdaptiveDensityControl(), AdaptiveDensityControl())
    observe(first)
    try second.load(first.state(), count: 4)
    let models = (trained(), trained())
    _ = update(first, models.0, 600)
    _ = update(second, models.1, 600)
    #expect(models.0.model.means.floats() == models.1.model.means.floats())
    #expect(models.1.model.count == 6)
    #expect(first.state().isEmpty)
    #expect(throws: TensorError.self) { try second.load(["sightings": .zeros([4])], count: 4) }
  }

  @Test(
    "A state of other shapes or types is refused", arguments: ["gradientSums", "sightings", "largestRadii"])
  func foreignState(name: String) throws {
    let control = AdaptiveDensityControl()
    observe(control)
    let state = control.state()
    #expect(throws: TensorError.self) { try AdaptiveDensityControl().load(state, count: 5) }
    for wrong in [Tensor.zeros([3]), .zeros([4, 1]), .zeros([]), .zeros([4], .int64), .zeros([4], .float64)] {
      var changed = state
      changed[name] = wrong
      let error = try #require(throws: TensorError.self) {
        try AdaptiveDensityControl().load(changed, count: 4)
      }
      #expect(error.reason.contains(name))
    }
  }

  @Test("None at all is nothing to do")
  func empty() {
    let control = AdaptiveDensityControl()
    let trained = TrainedModel(scales: [], opacities: [])
    control.accumulate(TrainedModel.rendering(gradients: [], radii: []), camera: TrainedModel.camera)
    #expect(update(control, trained, 3000).sources == nil)
    #expect(trained.model.count == 0)
  }

  @Test("Settings survive JSON")
  func settings() throws {
    for settings in [AdaptiveDensitySettings(), .absoluteGradients] {
      let data = try JSONEncoder().encode(settings)
      #expect(try JSONDecoder().decode(AdaptiveDensitySettings.self, from: data) == settings)
    }
  }
}
