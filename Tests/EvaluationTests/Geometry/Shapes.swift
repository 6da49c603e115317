import Splatting

/// Meshes for tests.
enum Shapes {
  /// A box of these sides with a corner in the origin.
  static func box(_ x: Float, _ y: Float, _ z: Float) -> TriangleMesh {
    let positions = (0..<8).map { corner -> SIMD3<Float> in
      [corner & 1 == 0 ? 0 : x, corner & 2 == 0 ? 0 : y, corner & 4 == 0 ? 0 : z]
    }
    let quads: [[Int32]] = [
      [0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5],
    ]
    return TriangleMesh(
      positions: positions, faces: quads.flatMap { [[$0[0], $0[1], $0[2]], [$0[0], $0[2], $0[3]]] })
  }

  /// A box with a smaller one on one end: nothing turns it into itself.
  static let boot = box(0.1, 0.04, 0.03).joined(
    with: box(0.03, 0.03, 0.08).transformed(by: RigidTransform(translation: [0.01, 0.005, 0.03])))
}
