import Methods
import Splatting
import Tensors

/// A method at rest whose loss becomes NaN in the step after three.
final class DivergingMethod: Method {
  static let name = "diverging"
  static let summary = "a loss that is NaN from the fourth step on"
  private let base: Static3D

  static var layerTypes: [any SceneLayer.Type] { Static3D.layerTypes }

  init(_ configuration: Static3DConfiguration, capture: TrainingCapture, generator: RandomGenerator) throws {
    base = try Static3D(configuration, capture: capture, generator: generator)
  }

  var configuration: Static3DConfiguration { base.configuration }
  var modules: [(name: String, module: any Module)] { base.modules }
  var parameterGroups: [ParameterGroup] { base.parameterGroups }
  var populations: [GaussianPopulation] { base.populations }
  var backgroundColor: SIMD3<Float> { base.backgroundColor }

  func step(_ context: StepContext) throws -> StepOutcome {
    var outcome = try base.step(context)
    if context.iteration >= 3 {
      let value = outcome.terms[0].value * Double.nan
      outcome.terms.append(LossTerm(layer: "hand", name: "smoothness", value: value))
    }
    return outcome
  }

  func layers(iteration: Int) throws -> [any SceneLayer] { base.layers(iteration: iteration) }
}
