import Foundation
import Splatting
import Tensors

/// Turns the Gaussians of a layer into whole numbers and back.
struct GaussianQuantizer {
  /// Whole numbers `[channel][Gaussian]`; see ``GaussianAttribute``.
  typealias Channels = [[Int32]]

  /// So many steps to the farthest Gaussian leave room for differences in 32 bits.
  private static let mostSteps = 1 << 29

  /// The degree of the harmonics.
  let degree: Int
  /// The least coordinates, metres.
  let origin: SIMD3<Double>
  /// Metres.
  let positionStep: Double
  /// Which Gaussian comes first, second and so on: neighbours are together.
  let order: [Int]

  /// - Parameters:
  ///   - first: The layer at the first time.
  ///   - step: Of positions, metres; more where the layer is so wide that it takes more.
  init(_ first: GaussianValues, degree: Int, step: Double) {
    self.degree = degree
    let points = (0..<first.count).map { SIMD3<Double>(first.position($0)) }
    let low = points.reduce(SIMD3(repeating: .infinity)) { pointwiseMin($0, $1) }
    let high = points.reduce(SIMD3(repeating: -.infinity)) { pointwiseMax($0, $1) }
    origin = points.isEmpty ? .zero : low
    let extent = points.isEmpty ? 0 : (high - low).max()
    positionStep = max(step, extent / Double(Self.mostSteps))
    order = MortonOrder.order(of: points, from: origin, extent: extent)
  }

  /// The step of an attribute.
  func step(_ attribute: GaussianAttribute) -> Double { attribute.step(ofPositions: positionStep) }

  /// The nearest whole numbers of steps.
  ///
  /// - Parameter previous: Those of an earlier time; of the two quaternions of a rotation the nearer one is taken.
  func quantized(_ values: GaussianValues, after previous: Channels?) -> Channels {
    var channels = Channels(
      repeating: [Int32](repeating: 0, count: order.count),
      count: GaussianAttribute.harmonics.channels(degree: degree).upperBound)
    for (place, index) in order.enumerated() {
      func put(_ attribute: GaussianAttribute, _ numbers: [Double]) {
        let step = step(attribute)
        for (channel, number) in zip(attribute.channels(degree: degree), numbers) {
          let limit = Double(Self.mostSteps)
          channels[channel][place] = Int32(max(-limit, min(limit, (number / step).rounded())))
        }
      }
      let position = SIMD3<Double>(values.position(index)) - origin
      put(.position, [position.x, position.y, position.z])
      let before = previous.map { all in
        GaussianAttribute.rotation.channels(degree: degree).map { Double(all[$0][place]) }
      }
      put(.rotation, Self.unit(values.rotation(index), towards: before ?? [1, 0, 0, 0]))
      put(.scale, values.logScales(index).map(Double.init))
      put(.opacity, [Double(values.opacity(index))])
      put(.color, values.harmonics(index, 0..<3).map(Double.init))
      let coefficients = GaussianAttribute.harmonics.channels(degree: degree).count
      put(.harmonics, values.harmonics(index, 3..<3 + coefficients).map(Double.init))
    }
    return channels
  }

  private static func unit(_ quaternion: [Float], towards other: [Double]) -> [Double] {
    let length = quaternion.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length > 0 else { return [1, 0, 0, 0] }
    let side = zip(quaternion, other).reduce(0) { $0 + Double($1.0) * $1.1 }
    return quaternion.map { Double($0) / (side < 0 ? -length : length) }
  }

  /// The Gaussians that the page shows for whole numbers, in the order of the layer.
  func restored(_ channels: Channels) -> Gaussians {
    let count = order.count
    func tensor(_ attributes: [GaussianAttribute], _ value: (GaussianAttribute, Int, Int32) -> Float)
      -> Tensor
    {
      let columns = attributes.flatMap { attribute in
        attribute.channels(degree: degree).enumerated().map { (attribute, $0, $1) }
      }
      var values = [Float](repeating: 0, count: count * columns.count)
      for (column, (attribute, axis, channel)) in columns.enumerated() {
        for (place, index) in order.enumerated() {
          values[index * columns.count + column] = value(attribute, axis, channels[channel][place])
        }
      }
      return Tensor(values, shape: [count, columns.count])
    }
    func plain(_ attribute: GaussianAttribute, _: Int, _ number: Int32) -> Float {
      Float(Double(number) * step(attribute))
    }
    return Gaussians(
      means: tensor([.position]) { Float(Double($2) * positionStep + origin[$1]) },
      rotations: tensor([.rotation], plain).normalized(), scales: tensor([.scale], plain).exp(),
      opacities: tensor([.opacity], plain).reshaped([count]),
      harmonics: tensor([.color, .harmonics], plain).reshaped([count, -1, 3]), degree: degree)
  }
}
