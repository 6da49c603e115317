import Splatting

/// Finds the skin of a hand of which only the motion is known: vertices, and the joints' places and rotations.
///
/// For each vertex in turn the weights of the joints and the place at rest are found that put it nearest to where it is
/// in all frames, in the sum of squares (as Le and Deng 2012, "Smooth Skinning Decomposition with Rigid Bones", with
/// known bones). Where the motion does not tell joints apart, near bones are preferred.
struct HandRigFit {
  /// More frames than these tell little more.
  private static let mostFrames = 60
  private static let rounds = 12
  /// What a squared metre from a bone counts against a squared metre beside the vertex.
  private static let distancePrice = 1e-4
  /// What a squared metre away from the last place at rest counts, which keeps it where the motion does not tell it.
  private static let inertia = 1e-6

  private let poses: [HandJointPose]
  /// `[frame][vertex]`.
  private let points: [[SIMD3<Double>]]
  private let joints: [SIMD3<Double>]
  private let bones: HandBones

  /// None where the hand is never seen.
  init?(_ track: HandTrack) {
    let seen = track.vertices.indices.compactMap { frame in
      HandJointPose(track, frame: frame).map { (frame: frame, pose: $0) }
    }
    guard !seen.isEmpty else { return nil }
    let count = min(seen.count, Self.mostFrames)
    let chosen = (0..<count).map { seen[$0 * seen.count / count] }
    poses = chosen.map(\.pose)
    points = chosen.map { track.vertices[$0.frame].map { SIMD3<Double>($0) } }
    bones = HandBones(
      poses, tips: chosen.map { track.joints[$0.frame].suffix(5).map { SIMD3<Double>($0) } })
    joints = bones.joints
  }

  /// The rig with the triangles that the track has.
  func rig(side: HandTrack.Side, faces: [SIMD3<Int32>]) -> HandRig {
    let fitted = points[0].indices.map(fit)
    return HandRig(
      side: side, origin: .fitted, vertices: fitted.map { SIMD3<Float>($0.rest) }, joints: joints,
      faces: faces,
      weights: fitted.map { $0.weights.map(Float.init) })
  }

  private func fit(_ vertex: Int) -> (rest: SIMD3<Double>, weights: [Double]) {
    let path = points.map { $0[vertex] }
    let (joint, start) = start(path)
    var rest = start
    let prices = bones.squaredDistances(rest).map { $0 * Self.distancePrice * Double(path.count) }
    var weights = SimplexWeights(joints.indices.map { $0 == joint ? 1 : 0 })
    let tolerance = 1e-12 * Double(path.count)
    for round in 0..<Self.rounds {
      let gram = gram(rest, path)
      weights.minimize(gram: gram, linear: prices, allowed: Array(joints.indices), tolerance: tolerance)
      let kept = weights.keepLargest(HandRig.influenceCount)
      weights.minimize(gram: gram, linear: prices, allowed: kept, tolerance: tolerance)
      if round + 1 < Self.rounds { rest = self.rest(weights.values, path, last: rest) }
    }
    return (rest, weights.values)
  }

  /// The joint that alone carries the vertex best, and where the vertex then is at rest.
  private func start(_ path: [SIMD3<Double>]) -> (joint: Int, rest: SIMD3<Double>) {
    var best = (cost: Double.infinity, joint: 0, rest: SIMD3<Double>.zero)
    for joint in joints.indices {
      let places = zip(poses, path).map { pose, point in
        pose.rotations[joint].transposed * (point - pose.positions[joint]) + joints[joint]
      }
      let mean = places.reduce(.zero, +) / Double(places.count)
      let spread = places.reduce(0) { $0 + dot($1 - mean, $1 - mean) }
      let away = bones.squaredDistances(mean)[joint] * Self.distancePrice * Double(path.count)
      if spread + away < best.cost { best = (spread + away, joint, mean) }
    }
    return (best.joint, best.rest)
  }

  /// The products of how far each two joints alone would put the vertex from its path.
  private func gram(_ rest: SIMD3<Double>, _ path: [SIMD3<Double>]) -> [Double] {
    let count = joints.count
    var gram = [Double](repeating: 0, count: count * count)
    var offsets = [SIMD3<Double>](repeating: .zero, count: count)
    for (pose, point) in zip(poses, path) {
      for joint in 0..<count { offsets[joint] = pose.carried(rest, by: joint, from: joints[joint]) - point }
      for row in 0..<count {
        for column in row..<count { gram[row * count + column] += dot(offsets[row], offsets[column]) }
      }
    }
    for row in 0..<count {
      for column in 0..<row { gram[row * count + column] = gram[column * count + row] }
    }
    return gram
  }

  /// The place at rest that the weights carry nearest to the path.
  private func rest(
    _ weights: [Double], _ path: [SIMD3<Double>], last: SIMD3<Double>
  ) -> SIMD3<Double> {
    var normal = Matrix3(diagonal: SIMD3(repeating: Self.inertia))
    var side = last * Self.inertia
    for (pose, point) in zip(poses, path) {
      var (turn, shift) = (Matrix3(diagonal: .zero), SIMD3<Double>.zero)
      for joint in joints.indices where weights[joint] > 0 {
        turn = turn + pose.rotations[joint] * weights[joint]
        shift += weights[joint] * pose.carried(.zero, by: joint, from: joints[joint])
      }
      normal = normal + turn.transposed * turn
      side += turn.transposed * (point - shift)
    }
    // Cramer's rule; the matrix is symmetric and the inertia keeps its determinant from zero.
    let (a, b, c) = normal.rows
    let solution: SIMD3<Double> = [dot(cross(b, c), side), dot(cross(c, a), side), dot(cross(a, b), side)]
    return solution / normal.determinant
  }
}
