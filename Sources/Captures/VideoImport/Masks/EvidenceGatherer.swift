import Foundation

/// Gathers what a frame says of which pixels are hands, and which move with them.
struct EvidenceGatherer: Sendable {
  let video: WorkingVideo
  /// The right and left hand of each frame.
  let hands: [[HandView?]]
  let motion: CoMotion
  let skin: SkinColors
  /// How each frame differs from the scene behind it.
  let changes: [Changes]
  /// Hands that are seen in some frame.
  let sides: [Int]

  /// How far from a hand's middle things may be that it moves, in lengths of the hand.
  private static let reach: Float = 2.5

  /// The evidence for ``MaskThing/all(_:)`` of ``sides`` in a frame.
  func evidence(_ frame: Int) -> [Evidence] {
    let parts = sides.map { side in evidence(frame, side) }
    return parts.flatMap { $0 }
  }

  /// Where a hand is and how its landmarks move.
  private func reference(_ frame: Int, _ side: Int) -> MotionReference? {
    steadied(frame, side).map { points in
      MotionReference(points: points) { other in
        steadied(other, side).map { Similarity(from: points, to: $0) }
      }
    }
  }

  /// A hand's landmarks as means over up to two frames before and after: trackers shake.
  private func steadied(_ frame: Int, _ side: Int) -> [SIMD2<Float>]? {
    guard let own = hands[frame][side]?.points else { return nil }
    var (sum, count) = (own, Float(1))
    for step in 1...2 {
      guard hands.indices.contains(frame - step), hands.indices.contains(frame + step),
        let before = hands[frame - step][side]?.points, let after = hands[frame + step][side]?.points
      else { break }
      for index in sum.indices { sum[index] += before[index] + after[index] }
      count += 2
    }
    return sum.map { $0 / count }
  }

  /// For a hand and for what it holds.
  private func evidence(_ frame: Int, _ side: Int) -> [Evidence] {
    let image = video.images[frame]
    let votes = reference(frame, side).flatMap { motion.votes(frame, $0, reach: Self.reach) }
    let arm = hands[frame][side]?.points.flatMap { ArmCone($0) }
    var (hand, object) = (Evidence(count: image.count), Evidence(count: image.count))
    for index in 0..<image.count {
      let odds = skin.odds(image.pixels[index])
      let likeSkin = 1 / (1 + exp(-1.5 * (odds + 0.5)))
      // In 64ths of the hand's length.
      let distance = Float(hands[frame][side]?.distances[index] ?? .max)
      let front = changes[frame].front(index)
      let isArm = arm?.contains(image.place(index)) ?? false
      // A little holds all that nothing speaks for to the scene.
      object.objection[index] = 0.004
      hand.objection[index] = 0.15 * max(0, 1 - 2 * front)
      if distance < 0 {
        hand.support[index] = likeSkin * min(1, 0.3 - distance / 4) * (0.3 + 0.7 * front)
      } else if distance < 24 {
        hand.support[index] = (0.03 + 0.1 * max(0, 2 * front - 1)) * max(0, odds)
      } else {
        hand.objection[index] += 0.01
      }
      if isArm, distance >= 0 { hand.support[index] += 0.3 * max(0, 2 * front - 1) }
      if distance < 10 { object.objection[index] += 0.05 * max(0, odds) }
      guard let votes else { continue }
      let armShare = distance < 6 ? likeSkin : isArm ? 1 : max(0, odds) / 6
      hand.support[index] += 0.6 * votes.support[index] * armShare * front
      if isArm { hand.support[index] += 0.3 * votes.motion[index] * front }
      // What rests for most of the video is taken for the scene at first, and differs little from it.
      object.support[index] += 0.6 * votes.support[index] * (1 - armShare) * max(front, 0.4)
      hand.objection[index] += (distance < 0 ? 0.2 : 1) * votes.objection[index]
    }
    if let votes, let length = hands[frame][side]?.length {
      object.object(to: votes, length: length, changes: changes[frame])
    }
    return [hand, object]
  }
}

extension Evidence {
  /// Objects to what stays with the scene while an object of a hand moves along, and hardly while none does.
  ///
  /// What is at rest may be held at another time. What is in front of the scene has come or will go: that it rests says nothing.
  fileprivate mutating func object(to votes: CoMotion.Votes, length: Float, changes: Changes) {
    let moving = support.reduce(0, +) / (length * length)
    let weight = 0.05 + 0.45 * ramp(moving, from: 0.08, to: 0.3)
    for index in objection.indices {
      objection[index] += weight * votes.objection[index] * (1 - changes.front(index))
    }
  }
}
