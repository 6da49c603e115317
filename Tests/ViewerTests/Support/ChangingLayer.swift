import Foundation
import Methods
import Splatting
import Tensors

/// Gaussians of which everything changes with time: place, direction, size, opacity, colour, shine.
struct ChangingLayer: SceneLayer {
  static let kind = "changing"
  let name: String
  let details: StaticLayer.Details
  private let ends: [Gaussians]
  /// How many more Gaussians there are at the end, which no method does.
  private let growth: Int

  init(name: String, models: [GaussianModel], degree: Int, growth: Int = 0) {
    self.name = name
    self.growth = growth
    details = .init(degree: degree)
    ends = withoutGradients { models.map { $0.gaussians(degree: degree) } }
  }

  init(name: String, details: StaticLayer.Details, state: [String: Tensor]) throws {
    throw TensorError(operation: "load", reason: "a layer of tests is not saved")
  }

  func gaussians(at time: Double) -> Gaussians {
    let (a, b) = (ends[0], ends[1])
    func between(_ value: (Gaussians) -> Tensor) -> Tensor { value(a) * (1 - time) + value(b) * time }
    let moved = Gaussians(
      means: between(\.means), rotations: between(\.rotations), scales: between(\.scales),
      opacities: between(\.opacities), harmonics: between(\.harmonics), degree: details.degree)
    return time == 1 && growth > 0 ? .concatenated([moved, moved]) : moved
  }

  func state() -> [String: Tensor] { [:] }
}
