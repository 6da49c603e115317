import Splatting
import Tensors

/// Learning rates of Gaussians.
///
/// The defaults are those of Kerbl et al. 2023.
public struct GaussianLearningRates: Codable, Sendable, Equatable {
  /// Centres, in units of the scene's extent.
  public var means: Schedule
  /// Harmonics of degree 0.
  public var baseHarmonics = 2.5e-3
  /// Harmonics above.
  public var higherHarmonics = 2.5e-3 / 20
  /// Opacities before the sigmoid.
  public var opacities = 0.05
  /// Logarithms of scales.
  public var scales = 5e-3
  /// Quaternions.
  public var rotations = 1e-3

  /// Published rates, the centres' falling over `iterations`.
  public init(iterations: Int) {
    means = .exponential(start: 1.6e-4, end: 1.6e-6, iterations: iterations)
  }

  func validate() throws {
    try means.validate("learningRates.means")
    let rates = [
      ("baseHarmonics", baseHarmonics), ("higherHarmonics", higherHarmonics), ("opacities", opacities),
      ("scales", scales), ("rotations", rotations),
    ]
    for (name, rate) in rates { try Settings.require("learningRates.\(name)", rate, atLeast: 0) }
  }

  /// The groups of a model whose parameters are called `prefix` and their name.
  /// - Parameter extent: the scene's extent, metres.
  func groups(of model: GaussianModel, prefix: String, extent: Double) -> [ParameterGroup] {
    let rates: [String: Schedule] = [
      "means": means.scaled(by: extent), "rotations": .constant(rotations), "logScales": .constant(scales),
      "opacityLogits": .constant(opacities), "baseHarmonics": .constant(baseHarmonics),
      "higherHarmonics": .constant(higherHarmonics),
    ]
    return model.namedParameters().compactMap { name, parameter in
      rates[name].map {
        ParameterGroup(name: prefix + name, parameters: [(prefix + name, parameter)], learningRate: $0)
      }
    }
  }
}
