import Methods
import Splatting
import Tensors

/// The object of a scene as a rigid body: how it has moved since a first time, and how well that describes its Gaussians.
public struct ObjectTrack: Sendable {
  /// One time of the track.
  public struct Pose: Sendable, Equatable {
    /// From where the object was at the first time to where it is, world frame.
    public var motion: SimilarityTransform
    /// The root mean square distance of the Gaussians from where the motion takes them, metres.
    public var residual: Double
  }

  /// The middle of the object at the first time, world frame, metres.
  public let center: SIMD3<Double>
  /// One pose a time.
  public let poses: [Pose]

  /// Gaussians less opaque than this show too little to be part of a surface.
  private static let leastOpacity: Float = 0.5

  /// Fits the layer `object` of `scene` at `times`, the first of which is where motion counts from; none where there is no
  /// such layer, or nothing opaque in it then.
  /// - Throws: ``MetricsError`` if Gaussians are not finite.
  public init?(_ scene: Scene, times: [Double]) throws {
    guard let layer = scene.layers.first(where: { $0.name == "object" }), let first = times.first else {
      return nil
    }
    let start = layer.gaussians(at: first)
    let opacities = start.opacities.floats()
    let rows = opacities.indices.filter { opacities[$0] >= Self.leastOpacity }
    guard !rows.isEmpty else { return nil }
    func places(_ time: Double) -> [SIMD3<Float>] {
      let values = layer.gaussians(at: time).means.floats()
      return rows.map { [values[$0 * 3], values[$0 * 3 + 1], values[$0 * 3 + 2]] }
    }
    let from = places(first)
    center = from.reduce(SIMD3<Double>.zero) { $0 + SIMD3<Double>($1) } / Double(from.count)
    poses = try times.map { time in
      let to = places(time)
      let motion = try Procrustes.transform(from, to: to, scaling: false)
      let squares = zip(motion.applied(to: from), to).map { a, b -> Double in
        let offset = SIMD3<Double>(a) - SIMD3<Double>(b)
        return dot(offset, offset)
      }
      return Pose(motion: motion, residual: (squares.reduce(0, +) / Double(squares.count)).squareRoot())
    }
  }

  /// How far a pose is from what the object truly did: the distance of the object's middle, metres, and the angle, radians.
  ///
  /// - Parameters:
  ///   - index: of the pose.
  ///   - first: the true pose at the first time, from the object's frame to the world.
  ///   - now: the true pose at the pose's time.
  public func error(
    of index: Int, first: RigidTransform, now: RigidTransform
  ) -> (distance: Double, angle: Double) {
    let truth = now * first.inverse
    let motion = poses[index].motion
    let turn = RotationVector.vector(motion.rotation * truth.rotation.transposed)
    return (length(motion * center - truth * center), length(turn))
  }
}
