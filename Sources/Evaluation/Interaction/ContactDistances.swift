import Methods
import Splatting
import Tensors

/// How far each Gaussian of a hand and of an object is from the other's surface.
public struct ContactDistances: Sendable {
  /// The layers that are measured.
  public static let layerNames = (hand: "hand", object: "object")
  /// Gaussians less opaque than this show too little to be part of a surface.
  private static let leastOpacity: Float = 0.5

  /// From each of the hand's Gaussians to the nearest opaque one of the object, metres.
  public let hand: [Float]
  /// From each of the object's Gaussians to the nearest opaque one of the hand, metres.
  public let object: [Float]
  /// The rows of the hand's opaque Gaussians.
  let handSurface: [Int]
  /// The rows of the object's opaque Gaussians.
  let objectSurface: [Int]

  /// Measures `hand` and `object`, as they are at one time; none where one of them has nothing opaque.
  /// - Throws: ``RasterizerError/notFinite(_:index:)`` for a centre or opacity that is not finite.
  public init?(hand: Gaussians, object: Gaussians) throws {
    let (hand, object) = (try Points(hand), try Points(object))
    guard !hand.surface.isEmpty, !object.surface.isEmpty else { return nil }
    self.hand = object.distances(from: hand)
    self.object = hand.distances(from: object)
    (handSurface, objectSurface) = (hand.surface, object.surface)
  }

  private struct Points {
    let centers: [SIMD3<Float>]
    let surface: [Int]

    init(_ gaussians: Gaussians) throws {
      let (means, opacities) = (gaussians.means.floats(), gaussians.opacities.floats())
      if let bad = means.firstIndex(where: { !$0.isFinite }) {
        throw RasterizerError.notFinite(.means, index: bad / 3)
      }
      if let bad = opacities.firstIndex(where: { !$0.isFinite }) {
        throw RasterizerError.notFinite(.opacities, index: bad)
      }
      centers = opacities.indices.map { [means[3 * $0], means[3 * $0 + 1], means[3 * $0 + 2]] }
      surface = opacities.indices.filter { opacities[$0] >= leastOpacity }
    }

    /// From each of `others` to the surface.
    func distances(from others: Points) -> [Float] {
      NearestNeighbors(surface.map { centers[$0] }).nearest(1, to: others.centers).squaredDistances
        .map { $0.squareRoot() }
    }
  }
}
