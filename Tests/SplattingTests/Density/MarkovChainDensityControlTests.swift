import Foundation
import Splatting
import Tensors
import Testing

@Suite("Markov chain density control")
struct MarkovChainDensityControlTests {
  private func quiet(_ change: (inout MarkovChainDensitySettings) -> Void = { _ in })
    -> MarkovChainDensityControl
  {
    var settings = MarkovChainDensitySettings()
    settings.noise = 0
    settings.growth = 1
    change(&settings)
    return MarkovChainDensityControl(settings)
  }

  private func update(
    _ control: MarkovChainDensityControl, _ trained: TrainedModel, _ iteration: Int = 600, seed: UInt64 = 7
  ) -> DensityChange {
    control.update(
      trained.gaussians, iteration: iteration, sceneExtent: 1, generator: RandomGenerator(seed: seed))
  }

  @Test(
    "Copies in one place render like the one they replace", arguments: [1, 2, 3, 10, 51], [0.02, 0.5, 0.97])
  func relocation(copies: Int, opacity: Double) {
    let share = Relocation.split(opacity: opacity, copies: copies)
    #expect(abs(1 - pow(1 - share.opacity, Double(copies)) - opacity) < 1e-12, "opacity at the centre")
    // Blended over a line through the centre, to which equation 9 fits the scale.
    func total(_ profile: (Double) -> Double) -> Double {
      stride(from: -12, through: 12, by: 0.01).reduce(0) { $0 + profile($1) * 0.01 }
    }
    let whole = total { opacity * exp(-$0 * $0 / 2) }
    let together = total { x in
      let scaled = x / share.scaleFactor
      return 1 - pow(1 - share.opacity * exp(-scaled * scaled / 2), Double(copies))
    }
    #expect(abs(together / whole - 1) < 1e-6)
    #expect(copies > 1 || abs(share.scaleFactor - 1) < 1e-12)
  }

  @Test("More copies than the limit are taken for so many")
  func limit() {
    let most = Relocation.split(opacity: 0.5, copies: 51)
    #expect(Relocation.split(opacity: 0.5, copies: 1000) == most)
  }

  @Test("The dead take the place of live ones, which share their opacity")
  func dead() throws {
    let trained = TrainedModel(scales: [0.1, 0.1, 0.1], opacities: [0.004, 0.8, 0.001])
    let before = trained.model.gaussians(degree: 0)
    let change = update(quiet(), trained)
    #expect(change.relocated == 2 && change.added == 0 && trained.origins == [1, 1, 1])
    #expect(try #require(change.sources).elements(as: Int64.self) == [1, 1, 1])
    let after = trained.model.gaussians(degree: 0)
    let share = Relocation.split(opacity: 0.8, copies: 3)
    for row in 0..<3 {
      #expect(after.means[.at(row)].floats() == before.means[1].floats())
      #expect(abs(after.opacities[.at(row)].item() - share.opacity) < 1e-6)
      #expect(after.scales[.at(row)].floats().allSatisfy { abs(Double($0) - 0.1 * share.scaleFactor) < 1e-6 })
      #expect(trained.zeroMoments(row: row).allSatisfy { $0 })
    }
  }

  @Test("Those that nobody was drawn for stay as they are, moments included")
  func untouched() {
    let opacities: [Float] = [0.001] + Array(repeating: 0.6, count: 9)
    let trained = TrainedModel(scales: Array(repeating: 0.1, count: 10), opacities: opacities)
    _ = update(quiet(), trained)
    let parent = trained.origins[0]
    for row in 1..<10 where row != parent {
      #expect(trained.zeroMoments(row: row).allSatisfy { !$0 })
      #expect(abs(trained.model.opacityLogits[.at(row)].sigmoid().item() - 0.6) < 1e-5)
    }
    #expect(trained.zeroMoments(row: parent).allSatisfy { $0 })
  }

  @Test("The number grows by its factor up to the cap")
  func growth() {
    let trained = TrainedModel(
      scales: Array(repeating: 0.1, count: 100), opacities: Array(repeating: 0.5, count: 100))
    let control = quiet {
      $0.growth = 1.05
      $0.maximumCount = 107
    }
    #expect(update(control, trained, 600).added == 5 && trained.model.count == 105)
    #expect(update(control, trained, 700).added == 2 && trained.model.count == 107)
    #expect(update(control, trained, 800).added == 0 && trained.model.count == 107)
    for (name, parameter) in trained.parameters {
      #expect(parameter.value.size(0) == 107, "\(name)")
      #expect(trained.moments(name).allSatisfy { $0.count == parameter.value.count }, "\(name)")
    }
    #expect(trained.zeroMoments(row: 106).allSatisfy { $0 })
  }

  @Test("Gaussians are drawn by their opacity")
  func weights() {
    let trained = TrainedModel(
      scales: Array(repeating: 0.1, count: 3000),
      opacities: Array(repeating: 0.001, count: 1000) + Array(repeating: 0.2, count: 1000)
        + Array(repeating: 0.8, count: 1000))
    #expect(update(quiet(), trained).relocated == 1000)
    let parents = trained.origins.prefix(1000)
    #expect(parents.allSatisfy { $0 >= 1000 })
    #expect(abs(Double(parents.count { $0 >= 2000 }) / 1000 - 0.8) < 0.06)
  }

  @Test("Those that are not finite are replaced by live ones with a note")
  func notFinite() {
    let trained = TrainedModel(scales: [0.1, 0.1, 0.1], opacities: [0.5, 0.5, 0.5])
    var means = trained.model.means.floats()
    means[3] = .nan
    trained.model.$means.replace(with: Tensor(means, shape: [3, 3]))
    let change = update(quiet(), trained)
    #expect(change.nonFinite == 1 && change.relocated == 0 && trained.origins[1] != 1)
    #expect(trained.model.means.allFinite)
  }

  @Test("All dead, or none at all, is nothing to do")
  func nothingAlive() {
    let trained = TrainedModel(scales: [0.1, 0.1], opacities: [0.001, 0.001])
    #expect(update(quiet { $0.growth = 2 }, trained).sources == nil)
    let empty = TrainedModel(scales: [], opacities: [])
    #expect(update(quiet { $0.growth = 2 }, empty).sources == nil)
    #expect(quiet().regularization(of: empty.model) == nil)
  }

  @Test("Changes come at their iterations only, noise always")
  func timing() {
    for (iteration, changes) in [
      (400, false), (500, false), (600, true), (650, false), (24_900, true), (25_000, false),
    ] {
      let trained = TrainedModel(scales: [0.1, 0.1], opacities: [0.001, 0.5])
      let before = trained.model.means.floats()
      let change = update(quiet { $0.noise = 5e5 }, trained, iteration)
      #expect((change.relocated > 0) == changes, "iteration \(iteration)")
      #expect(trained.model.means.floats() != before)
    }
  }

  @Test("Noise has the shape of the Gaussian's covariance and spares the opaque")
  func noise() {
    let count = 20_000
    let half = count / 2
    let trained = TrainedModel(
      scales: Array(repeating: 1, count: count),
      opacities: Array(repeating: 0.005, count: half) + Array(repeating: 0.9, count: half))
    trained.model.$logScales.replace(
      with: Tensor([Float](arrayLiteral: 0.4, 0.1, 0.2)).log().repeated([count, 1]))
    // A quarter turn about z: the first axis comes to lie along y.
    trained.model.$rotations.replace(with: Tensor([Float](arrayLiteral: 2, 0, 0, 2)).repeated([count, 1]))
    trained.model.$means.replace(with: .zeros([count, 3]))
    _ = update(quiet { $0.noise = 5e5 }, trained, 1)
    // Learning rate 1e-6 x 5e5 x sigmoid(0) x variance.
    let deviations = trained.model.means[0..<half].variance([0]).sqrt().floats()
    #expect(zip(deviations, [0.25 * 0.01, 0.25 * 0.16, 0.25 * 0.04]).allSatisfy { abs($0 / $1 - 1) < 0.04 })
    #expect(trained.model.means[half..<count].abs().max().item() < 1e-6)
    #expect(trained.model.means.requiresGradient)
  }

  @Test("Regularisation weighs mean opacity and mean scale, with gradients")
  func regularization() throws {
    let trained = TrainedModel(scales: [0.1, 0.3], opacities: [0.2, 0.6])
    trained.optimizer.clearGradients()
    let loss = try #require(MarkovChainDensityControl().regularization(of: trained.model))
    #expect(abs(loss.item() - (0.01 * 0.4 + 0.01 * 0.2)) < 1e-6)
    loss.backward()
    let gradient = try #require(trained.model.opacityLogits.gradient).floats()
    #expect(abs(gradient[0] - 0.01 * 0.2 * 0.8 / 2) < 1e-6)
    #expect(trained.model.logScales.gradient != nil)
  }

  @Test("The same seed gives the same Gaussians")
  func seeds() {
    func run(_ seed: UInt64) -> [Float] {
      let trained = TrainedModel(
        scales: Array(repeating: 0.1, count: 50),
        opacities: Array(repeating: 0.001, count: 10) + Array(repeating: 0.3, count: 40))
      _ = update(MarkovChainDensityControl(), trained, seed: seed)
      return trained.model.means.floats()
    }
    #expect(run(1) == run(1))
    #expect(run(1) != run(2))
  }
}
