import Foundation
import Splatting
import Tensors

/// The largest errors of Gaussians that were put into few bytes.
public struct QuantizationError: Sendable, Equatable {
  /// Along an axis, metres.
  public private(set) var position = 0.0
  /// Of a rotation, radians.
  public private(set) var rotation = 0.0
  /// Of a scale, as a share of it.
  public private(set) var scale = 0.0
  /// Of 1.
  public private(set) var opacity = 0.0
  /// Of what harmonics of degree 0 give, of 1.
  public private(set) var color = 0.0
  /// Of a coefficient from degree 1 on.
  public private(set) var harmonics = 0.0

  init() {}

  /// Takes larger errors of `shown` over, which stands for `true`.
  mutating func add(_ truth: Gaussians, shownAs shown: Gaussians) {
    func difference(_ a: Tensor, _ b: Tensor) -> Double {
      a.count > 0 ? (a.detached() - b.detached()).abs().max().item() : 0
    }
    guard truth.count > 0 else { return }
    position = max(position, difference(truth.means, shown.means))
    opacity = max(opacity, difference(truth.opacities, shown.opacities))
    // Smaller ones become this one; nobody sees them.
    let smallest = exp(-Double(PackedGaussians.scaleLimit))
    let scales = truth.scales.detached().clamped(min: smallest)
    scale = max(scale, difference(shown.scales / scales, .ones([1])))
    func unit(_ rotations: Tensor) -> Tensor { rotations.detached().to(.float64).normalized() }
    let cosine = (unit(truth.rotations) * unit(shown.rotations)).sum([1]).abs().min().item()
    rotation = max(rotation, 2 * acos(min(1, cosine)))
    let coefficients = SphericalHarmonics.count(degree: truth.degree)
    let harmonics = truth.harmonics[.all, .to(coefficients)]
    color = max(
      color,
      difference(harmonics[.all, .range(0..<1)], shown.harmonics[.all, .range(0..<1)])
        * SphericalHarmonics.Factor.degree0)
    self.harmonics = max(
      self.harmonics, difference(harmonics[.all, .from(1)], shown.harmonics[.all, .from(1)]))
  }

  /// Takes larger errors of another layer over.
  mutating func add(_ other: QuantizationError) {
    position = max(position, other.position)
    rotation = max(rotation, other.rotation)
    scale = max(scale, other.scale)
    opacity = max(opacity, other.opacity)
    color = max(color, other.color)
    harmonics = max(harmonics, other.harmonics)
  }
}
