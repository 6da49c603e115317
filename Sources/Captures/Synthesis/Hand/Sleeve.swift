import Foundation
import Splatting

/// A sleeve around the forearm of the hand at rest; it moves with the wrist.
enum Sleeve {
  /// From the cuff, where the forearm comes out, to far out of the picture.
  static func mesh() -> TriangleMesh {
    let corners: [SIMD2<Float>] = [
      [0, -0.42], [0.050, -0.42], [0.047, -0.30], [0.042, -0.16], [0.0365, -0.062], [0.0355, -0.052],
      [0.031, -0.052], [0.030, -0.075], [0, -0.076],
    ]
    let profile = subdivided(TriangleMesh.rounded(corners, radius: 0.003, steps: 3))
    var mesh = TriangleMesh.lathe(profile: profile, segments: 56)
    mesh.positions = mesh.positions.map { p in
      // From the z axis to the y axis, flatter than wide, with folds across.
      let fold = 1 + 0.018 * sin(p.z * 190 + 2 * sin(atan2(p.y, p.x)))
      return [p.x * fold, p.z, -p.y * 0.84 * fold]
    }
    return mesh
  }

  /// The profile with points no further apart than folds need.
  private static func subdivided(_ profile: [SIMD2<Float>]) -> [SIMD2<Float>] {
    var result: [SIMD2<Float>] = []
    for (start, end) in zip(profile, profile.dropFirst()) {
      let way = end - start
      let steps = max(1, Int((way * way).sum().squareRoot() / 0.006))
      result += (0..<steps).map { start + way * (Float($0) / Float(steps)) }
    }
    return result + profile.suffix(1)
  }
}
