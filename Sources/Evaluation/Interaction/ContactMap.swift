import Methods
import Splatting
import Tensors

/// How near hand and object of a scene are to one another, Gaussian by Gaussian.
public struct ContactMap: Sendable {
  /// From each of the object's opaque Gaussians to the nearest of the hand's, metres.
  public let objectDistances: [Float]
  /// From each of the hand's opaque Gaussians to the nearest of the object's, metres.
  public let handDistances: [Float]
  private let gaussians: Gaussians

  /// Gaussians less opaque than this show too little to be part of a surface.
  private static let leastOpacity = 0.5

  /// What the layers `hand` and `object` of `scene` are at `time`; none where there is no such layer, or nothing opaque
  /// in it.
  public init?(_ scene: Scene, time: Double) {
    func opaque(_ name: String) -> Gaussians? {
      scene.layers.first { $0.name == name }.map { Self.opaque($0.gaussians(at: time)) }
    }
    guard let hand = opaque("hand"), let object = opaque("object"), hand.count > 0, object.count > 0 else {
      return nil
    }
    let (handPoints, objectPoints) = (Self.points(hand.means), Self.points(object.means))
    objectDistances = Self.distances(objectPoints, to: handPoints)
    handDistances = Self.distances(handPoints, to: objectPoints)
    gaussians = Self.colored([(hand, handDistances), (object, objectDistances)])
  }

  /// The least distance, metres.
  public var leastDistance: Float { objectDistances.min() ?? .infinity }

  /// The share of the object's Gaussians that a hand's is nearer to than `distance` metres.
  public func touched(within distance: Float) -> Double {
    Double(objectDistances.count { $0 < distance }) / Double(objectDistances.count)
  }

  /// Both layers in colours of distance: red where they touch, by way of yellow and green to blue at 3 cm and beyond.
  public func coloredGaussians() -> Gaussians { gaussians }

  private static func opaque(_ gaussians: Gaussians) -> Gaussians {
    withoutGradients {
      let rows = (gaussians.opacities .>= leastOpacity).nonzero().flattened()
      return Gaussians(
        means: gaussians.means.selecting(rows), rotations: gaussians.rotations.selecting(rows),
        scales: gaussians.scales.selecting(rows), opacities: gaussians.opacities.selecting(rows),
        harmonics: gaussians.harmonics.selecting(rows), degree: gaussians.degree)
    }
  }

  private static func points(_ means: Tensor) -> [SIMD3<Float>] {
    let values = means.floats()
    return (0..<values.count / 3).map { [values[$0 * 3], values[$0 * 3 + 1], values[$0 * 3 + 2]] }
  }

  private static func distances(_ points: [SIMD3<Float>], to others: [SIMD3<Float>]) -> [Float] {
    NearestNeighbors(others).nearest(1, to: points).squaredDistances.map { $0.squareRoot() }
  }

  /// Where colours end, metres.
  private static let reach: Float = 0.03

  private static func colored(_ parts: [(gaussians: Gaussians, distances: [Float])]) -> Gaussians {
    func joined(_ value: (Gaussians) -> Tensor) -> Tensor { .concatenated(parts.map { value($0.gaussians) }) }
    let colors = parts.flatMap(\.distances).flatMap { distance -> [Float] in
      let part = min(distance / reach, 1) * 3
      // Red, yellow, green, blue.
      return [max(0, min(1, 2 - part)), max(0, min(1, min(part, 3 - part))), max(0, part - 2)]
    }
    let harmonics =
      (Tensor(colors, shape: [colors.count / 3, 1, 3]) - 0.5) / SphericalHarmonics.Factor.degree0
    return Gaussians(
      means: joined(\.means), rotations: joined(\.rotations), scales: joined(\.scales),
      opacities: joined(\.opacities), harmonics: harmonics, degree: 0)
  }
}
