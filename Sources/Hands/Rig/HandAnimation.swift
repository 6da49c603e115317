import Files
import Splatting

/// The keys of a hand's joints, each against the joint that carries it.
struct HandAnimation {
  /// A joint's places that differ by less, in metres, are one.
  private static let stillness = 1e-5

  /// By joint, then by key: of one length of 1 or more.
  let translations: [[SIMD3<Double>]]
  /// By joint, then by key; each the nearer of its two quaternions to the one before.
  let rotations: [[UnitQuaternion]]
  /// The seconds of the keys, rising.
  private let seenTimes: [Float]
  /// The seconds of all frames, rising, and whether the hand is seen.
  private let frames: [(time: Float, isSeen: Bool)]

  /// - Parameters:
  ///   - poses: One or more of them not none.
  ///   - times: In seconds, as many.
  init(_ poses: [HandJointPose?], times: [Double]) {
    var frames: [(time: Float, pose: HandJointPose?)] = []
    for index in poses.indices.sorted(by: { (times[$0], $0) < (times[$1], $1) }) {
      let time = Float(times[index])
      if let last = frames.last, last.time == time {
        frames[frames.count - 1].pose = last.pose ?? poses[index]
      } else {
        frames.append((time, poses[index]))
      }
    }
    let seen = frames.compactMap(\.pose)
    translations = (0..<16).map { joint in seen.map { $0.local(joint).translation } }
    rotations = (0..<16).map { joint in
      seen.reduce(into: []) { keys, pose in
        let rotation = UnitQuaternion(pose.local(joint).rotation)
        keys.append(keys.last.map(rotation.nearest) ?? rotation)
      }
    }
    self.frames = frames.map { ($0.time, $0.pose != nil) }
    seenTimes = frames.filter { $0.pose != nil }.map(\.time)
  }

  /// Moves the joints, whose nodes follow `root`, and hides `root`, of the given scale, where the hand is not seen.
  func add(to animation: inout GLTFAnimation, _ builder: inout GLBBuilder, root: Int, scale: Double) {
    let input = builder.add(seenTimes, .scalar, use: .other, hasBounds: true)
    for joint in 0..<16 {
      let turns = rotations[joint].flatMap { rotation in
        [rotation.vector.x, rotation.vector.y, rotation.vector.z, rotation.w].map(Float.init)
      }
      animation.move(
        .rotation, ofNode: root + 1 + joint, input: input,
        output: builder.add(turns, .vector4, use: .other))
      let places = translations[joint]
      guard places.contains(where: { length($0 - places[0]) > Self.stillness }) else { continue }
      animation.move(
        .translation, ofNode: root + 1 + joint, input: input,
        output: builder.add(places.flatMap { [$0.x, $0.y, $0.z].map(Float.init) }, .vector3, use: .other))
    }
    guard frames.contains(where: { !$0.isSeen }) else { return }
    let sizes = frames.flatMap { Array(repeating: $0.isSeen ? Float(scale) : 0, count: 3) }
    animation.move(
      .scale, ofNode: root, input: builder.add(frames.map(\.time), .scalar, use: .other, hasBounds: true),
      output: builder.add(sizes, .vector3, use: .other), interpolation: .step)
  }
}
