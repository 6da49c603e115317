import Methods
import Splatting
import Tensors

/// Gaussians that slide upwards with time.
struct SlidingLayer: SceneLayer {
  static let kind = "sliding"
  let name: String
  let details: StaticLayer.Details
  private let resting: Gaussians

  init(name: String, model: GaussianModel, degree: Int) {
    self.name = name
    details = .init(degree: degree)
    resting = withoutGradients { model.gaussians(degree: degree) }
  }

  init(name: String, details: StaticLayer.Details, state: [String: Tensor]) throws {
    throw TensorError(operation: "load", reason: "a layer of tests is not saved")
  }

  func gaussians(at time: Double) -> Gaussians {
    var gaussians = resting
    gaussians.means = resting.means + Tensor([0, 0, Float(0.5 * time)])
    return gaussians
  }

  func state() -> [String: Tensor] { [:] }
}
