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

  /// What the layers `hand` and `object` of `scene` are at `time`; none where there is no such layer, or nothing opaque
  /// in it.
  /// - Throws: ``RasterizerError/notFinite(_:index:)`` for a centre or opacity that is not finite.
  public init?(_ scene: Scene, time: Double) throws {
    func layer(_ name: String) -> Gaussians? {
      scene.layers.first { $0.name == name }.map { $0.gaussians(at: time) }
    }
    guard let hand = layer(ContactDistances.layerNames.hand),
      let object = layer(ContactDistances.layerNames.object),
      let distances = try ContactDistances(hand: hand, object: object)
    else { return nil }
    handDistances = distances.handSurface.map { distances.hand[$0] }
    objectDistances = distances.objectSurface.map { distances.object[$0] }
    gaussians = Self.colored([
      (hand.selecting(distances.handSurface), handDistances),
      (object.selecting(distances.objectSurface), objectDistances),
    ])
  }

  /// The least distance, metres.
  public var leastDistance: Float { objectDistances.min() ?? .infinity }

  /// The share of the object's Gaussians that a hand's is nearer to than `distance` metres.
  public func touched(within distance: Float) -> Double {
    Double(objectDistances.count { $0 < distance }) / Double(objectDistances.count)
  }

  /// Both layers' opaque Gaussians in the colours of ``ContactScale``.
  public func coloredGaussians() -> Gaussians { gaussians }

  private static func colored(_ parts: [(gaussians: Gaussians, distances: [Float])]) -> Gaussians {
    func joined(_ value: (Gaussians) -> Tensor) -> Tensor { .concatenated(parts.map { value($0.gaussians) }) }
    let colors = parts.flatMap(\.distances).flatMap { distance -> [Float] in
      let color = ContactScale.color(of: distance)
      return [color.x, color.y, color.z]
    }
    let harmonics =
      (Tensor(colors, shape: [colors.count / 3, 1, 3], device: parts[0].gaussians.means.device) - 0.5)
      / SphericalHarmonics.Factor.degree0
    return Gaussians(
      means: joined(\.means), rotations: joined(\.rotations), scales: joined(\.scales),
      opacities: joined(\.opacities), harmonics: harmonics, degree: 0)
  }
}

extension Gaussians {
  /// Those of `rows`, outside any graph.
  fileprivate func selecting(_ rows: [Int]) -> Gaussians {
    withoutGradients {
      let rows = Tensor(rows.map { Int64($0) }, device: means.device)
      return Gaussians(
        means: means.selecting(rows), rotations: rotations.selecting(rows), scales: scales.selecting(rows),
        opacities: opacities.selecting(rows), harmonics: harmonics.selecting(rows), degree: degree)
    }
  }
}
