import Splatting

/// A right hand with a piece of forearm: one closed skin around a skeleton, moved by linear blend skinning.
public struct ArticulatedHand: Sendable {
  /// The joints at rest.
  public let skeleton: HandSkeleton
  /// The skin at rest, in the frame of ``HandSkeleton``.
  public let restMesh: TriangleMesh
  private let weights: SkinningWeights

  /// Builds the hand with a vertex every `spacing` metres or so.
  public init(spacing: Double = 0.0042) {
    skeleton = HandSkeleton()
    let flesh = HandFlesh(skeleton)
    restMesh = SurfaceNets.mesh(
      lower: HandFlesh.bounds.lower, upper: HandFlesh.bounds.upper, cell: spacing,
      field: flesh.distance)
    weights = SkinningWeights(mesh: restMesh, skeleton: skeleton, flesh: flesh)
  }

  /// The hand in a pose: each vertex at the weighted mean of where its joints would take it.
  public func posed(_ pose: HandPose) -> PosedHand {
    let transforms = skeleton.transforms(pose)
    let positions = restMesh.positions.indices.map { vertex -> SIMD3<Float> in
      let rest = SIMD3<Double>(restMesh.positions[vertex])
      var position = SIMD3<Double>.zero
      for joint in 0..<16 {
        let weight = weights.values[vertex * 16 + joint]
        if weight > 0 { position += (transforms[joint] * rest) * weight }
      }
      return SIMD3<Float>(position)
    }
    return PosedHand(
      mesh: TriangleMesh(positions: positions, faces: restMesh.faces),
      joints: skeleton.positions(transforms).map { SIMD3<Float>($0) },
      rotations: transforms.map(\.rotation))
  }
}
