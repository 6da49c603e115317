import Foundation
import Splatting

/// How much each vertex follows each joint: by its distances to fingers and palm, blended across each joint.
struct SkinningWeights: Sendable {
  /// Sixteen weights a vertex, vertex after vertex; those of a vertex sum to 1.
  private(set) var values: [Double]

  /// Weights for the vertices of `mesh`, the skin of `flesh` around `skeleton` at rest.
  init(mesh: TriangleMesh, skeleton: HandSkeleton, flesh: HandFlesh) {
    values = mesh.positions.flatMap {
      Self.weights(at: SIMD3<Double>($0), skeleton: skeleton, flesh: flesh)
    }
    for _ in 0..<5 { smooth(mesh) }
  }

  /// A part of the hand that is further away than the nearest by this much, in metres, counts for 1 / e.
  private static let falloff = 0.003

  private static func weights(
    at p: SIMD3<Double>, skeleton: HandSkeleton, flesh: HandFlesh
  ) -> [Double] {
    let distances = skeleton.fingers.map { flesh.distance(p, to: $0) } + [flesh.palmDistance(p)]
    let nearest = distances.min() ?? 0
    let shares = distances.map { distance in
      let excess = (distance - nearest) / falloff
      return exp(-excess * excess)
    }
    let total = shares.reduce(0, +)
    var weights = [Double](repeating: 0, count: 16)
    weights[0] = shares[shares.count - 1] / total
    for (finger, share) in zip(skeleton.fingers, shares) {
      var remaining = share / total
      var carrier = 0
      for bone in 0..<3 {
        let beyond = remaining * progress(of: p, bone: bone, finger: finger, skeleton: skeleton)
        weights[carrier] += remaining - beyond
        remaining = beyond
        carrier = finger.joints[bone]
      }
      weights[carrier] += remaining
    }
    return weights
  }

  /// 0 before a joint, 1 beyond it, blended over the flesh around it.
  private static func progress(
    of p: SIMD3<Double>, bone: Int, finger: HandSkeleton.Finger, skeleton: HandSkeleton
  ) -> Double {
    let before = bone == 0 ? finger.directions[0] : finger.directions[bone - 1]
    let axis = normalize(before + finger.directions[bone])
    let width = finger.radii[bone] * 0.85
    return smoothStep(-width, width, dot(p - skeleton.joints[finger.joints[bone]], axis))
  }

  /// Replaces each vertex's weights by the mean of its own and its neighbours' mean.
  private mutating func smooth(_ mesh: TriangleMesh) {
    var sums = [Double](repeating: 0, count: values.count)
    var counts = [Double](repeating: 0, count: mesh.positions.count)
    for face in mesh.faces {
      for corner in 0..<3 {
        let (vertex, neighbor) = (Int(face[corner]), Int(face[(corner + 1) % 3]))
        counts[vertex] += 1
        for joint in 0..<16 { sums[vertex * 16 + joint] += values[neighbor * 16 + joint] }
      }
    }
    for vertex in counts.indices where counts[vertex] > 0 {
      for place in vertex * 16..<(vertex + 1) * 16 {
        values[place] = (values[place] + sums[place] / counts[vertex]) / 2
      }
    }
  }
}
