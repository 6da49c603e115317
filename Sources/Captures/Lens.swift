import Foundation
import Splatting

/// A distorting lens, in OpenCV's model; what ``Frame/loadImage()`` undoes.
public struct Lens: Sendable, Hashable, Codable {
  /// How the coefficients are to be read.
  public enum Model: String, Sendable, Codable {
    /// Radial k1 k2 k3 over k4 k5 k6, tangential p1 p2 (OpenCV's `calib3d`).
    case perspective
    /// OpenCV's `fisheye` model: k1...k4 in powers of the angle.
    case fisheye
  }

  /// How the coefficients are to be read.
  public var model: Model
  /// Radial coefficients k1...k4; of the perspective model the first three.
  public var radial: SIMD4<Double>
  /// The perspective model's k4, k5, k6, which divide (OpenCV's rational model); zero for a polynomial.
  public var denominator: SIMD3<Double>
  /// Tangential coefficients p1, p2.
  public var tangential: SIMD2<Double>

  /// Makes a lens from its coefficients.
  public init(
    model: Model = .perspective, radial: SIMD4<Double>, denominator: SIMD3<Double> = .zero,
    tangential: SIMD2<Double> = .zero
  ) {
    self.model = model
    self.radial = radial
    self.denominator = denominator
    self.tangential = tangential
  }

  /// Whether the lens moves no point, so that there is nothing to undo.
  ///
  /// A fisheye lens bends rays even where all its coefficients are zero.
  public var isPinhole: Bool {
    model == .perspective && radial == .zero && denominator == .zero && tangential == .zero
  }

  /// Where the lens puts a ray that a pinhole would put at `point`; both on the plane at distance 1.
  ///
  /// OpenCV's documentation of `calib3d` and of its `fisheye` namespace gives the equations.
  public func distorted(_ point: SIMD2<Double>) -> SIMD2<Double> {
    switch model {
    case .perspective: perspectiveDistorted(point)
    case .fisheye: fisheyeDistorted(point)
    }
  }

  /// The largest distance from the axis, on the plane at distance 1 and at most `limit`, up to which the lens
  /// moves points outwards as their rays go outwards.
  ///
  /// Beyond it the model folds back and means nothing.
  public func unfoldedRadius(upTo limit: Double) -> Double {
    let steps = 1024
    var previous = 0.0
    for step in 1...steps {
      let radius = limit * Double(step) / Double(steps)
      let distorted = distortedRadius(radius)
      guard distorted > previous else { return limit * Double(step - 1) / Double(steps) }
      previous = distorted
    }
    return limit
  }

  /// x s + 2 p1 x y + p2 (r² + 2 x²), s the radial scale, and y with p1 and p2 exchanged.
  private func perspectiveDistorted(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let (x, y) = (point.x, point.y)
    let r2 = x * x + y * y
    let scale = perspectiveScale(squaredRadius: r2)
    let (p1, p2) = (tangential.x, tangential.y)
    return [
      x * scale + 2 * p1 * x * y + p2 * (r2 + 2 * x * x),
      y * scale + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y,
    ]
  }

  /// (1 + k1 r² + k2 r⁴ + k3 r⁶) / (1 + k4 r² + k5 r⁴ + k6 r⁶).
  private func perspectiveScale(squaredRadius r2: Double) -> Double {
    let numerator = 1 + r2 * (radial.x + r2 * (radial.y + r2 * radial.z))
    return numerator / (1 + r2 * (denominator.x + r2 * (denominator.y + r2 * denominator.z)))
  }

  /// The point moved along its radius to θ (1 + k1 θ² + k2 θ⁴ + k3 θ⁶ + k4 θ⁸), θ the ray's angle to the
  /// axis.
  private func fisheyeDistorted(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let radius = (point * point).sum().squareRoot()
    guard radius > 1e-12 else { return point }
    return point * (distortedRadius(radius) / radius)
  }

  /// The radial part alone: where a point at `radius` lies after it.
  private func distortedRadius(_ radius: Double) -> Double {
    switch model {
    case .perspective:
      return radius * perspectiveScale(squaredRadius: radius * radius)
    case .fisheye:
      let angle = atan(radius)
      let a2 = angle * angle
      return angle * (1 + a2 * (radial.x + a2 * (radial.y + a2 * (radial.z + a2 * radial.w))))
    }
  }
}
