import Hands
import Splatting
import Tensors

extension InteractionModel {
  /// The tracked hands as they have been learnt, rows at `times`.
  ///
  /// Vertices and joints are points of the canonical space, moved as Gaussians of the hand's layer would be there; gaps in
  /// the track are bridged. NaN where a hand was not yet or no longer seen, or the layer is not there.
  func refinedHands(at times: [Double]) -> [HandTrack] {
    // The hand is the first of the layers.
    guard let layer = layers.first, layer.layer == .hand else { return [] }
    return hands.canonicalHands.enumerated().map { index, hand in
      let points = Tensor(points: hand.points, device: layer.gaussians.means.device)
      var track = hand.emptyTrack
      for time in times {
        let isThere = time > hand.begin && time < hand.end && layer.presence.values(at: time)[index] > 0.5
        let motion = isThere ? withoutGradients { layer.motion(of: points, at: time) } : nil
        track.append(motion, of: hand)
      }
      return track
    }
  }
}

extension HandTrack {
  /// Adds a row: `hand` moved by the motion of its points, or NaN without one.
  fileprivate mutating func append(_ motion: NodeMotion?, of hand: CanonicalHand) {
    let count = hand.vertices.count
    let places =
      motion?.positions.points() ?? Array(repeating: SIMD3(repeating: .nan), count: hand.points.count)
    vertices.append(Array(places.prefix(count)))
    joints.append(Array(places.dropFirst(count)))
    let rows = count..<count + hand.jointRotations.count
    // Between bones the blended turns are not quite orthonormal.
    let turns = motion.map { Rotations.matrices(sixD: Rotations.sixD(matrices: $0.rotations[rows])).floats() }
    jointRotations.append(
      hand.jointRotations.enumerated().map { joint, rotation in
        guard let turns else { return Array(repeating: .nan, count: 9) }
        let turn = Matrix3(elements: turns[joint * 9..<joint * 9 + 9].map(Double.init))
        return (turn * Matrix3(elements: rotation.map(Double.init))).elements.map(Float.init)
      })
  }
}
