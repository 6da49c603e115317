import Foundation
import Splatting

/// Where hand and mug are over time: the hand reaches out, closes, then lifts, moves and turns the mug.
struct LiftMotion: Sendable {
  /// The time in 0...1 from which on the mug moves with the hand.
  let contactTime: Double
  private let mugAtRest: RigidTransform
  private let handFromMug: RigidTransform
  private let openFingers: [SIMD3<Double>]
  private let closedFingers: [SIMD3<Double>]
  private let turn: Double
  private let tilt: Double
  private let way: SIMD3<Double>
  private let mugHeight: Double
  /// Where the hand comes from, in its own frame: beside the palm, back along the forearm, and up.
  private let approach: SIMD3<Double>

  /// A motion for a mug of `shape` and a hand with `skeleton`, varied by `generator`.
  init(
    contactTime: Double, shape: MugShape, skeleton: HandSkeleton, generator: inout SeededGenerator
  ) {
    self.contactTime = contactTime
    let grasp = HandGrasp(skeleton: skeleton, radius: Double(shape.radius))
    closedFingers = grasp.closed
    openFingers = grasp.open
    mugHeight = Double(shape.height)
    handFromMug = Self.handFromMug(
      grasp: grasp, yaw: generator.uniform(in: 0.05...0.2), height: 0.054)
    mugAtRest = RigidTransform(
      translation: [generator.uniform(in: -0.01...0.03), generator.uniform(in: 0.0...0.03), 0])
    turn = generator.uniform(in: 0.62...0.78)
    tilt = generator.uniform(in: 0.18...0.26)
    way = [
      generator.uniform(in: -0.10...(-0.07)), generator.uniform(in: -0.05...(-0.02)),
      generator.uniform(in: 0.10...0.13),
    ]
    approach = [-0.03, -0.11, 0.10]
  }

  /// The pose in the mug's frame of a hand whose fingers go around it level, thumb up, its forearm turned by
  /// `yaw` from straight towards the viewer to the right.
  private static func handFromMug(grasp: HandGrasp, yaw: Double, height: Double) -> RigidTransform {
    let rotation = Matrix3(
      columns: [0, 0, -1], [-sin(yaw), cos(yaw), 0], [cos(yaw), sin(yaw), 0])
    return RigidTransform(
      rotation: rotation, translation: SIMD3(0, 0, height) - rotation * grasp.center)
  }

  /// From the mug's frame (its foot's middle, z up) to the world at `time`.
  func mugPose(at time: Double) -> RigidTransform {
    let t = max(0, (time - contactTime) / (1 - contactTime))
    let lift = smoothStep(0, 0.6, t)
    let carry = smoothStep(0.08, 1, t)
    let rotation =
      Matrix3(axis: [0, 0, 1], angle: turn * carry)
      * Matrix3(axis: normalize([0.8, 0.6, 0]), angle: tilt * smoothStep(0.25, 1, t))
    // Turned about its middle, not its foot.
    let middle = SIMD3(0, 0, mugHeight / 2)
    let move = SIMD3(way.x * carry, way.y * carry, way.z * lift)
    return RigidTransform(
      rotation: rotation, translation: mugAtRest.translation + move + middle - rotation * middle)
  }

  /// The hand's pose at `time`.
  func handPose(at time: Double) -> HandPose {
    let t = min(time / contactTime, 1)
    let near = 1 - smoothStep(0, 0.9, t)
    // Along the forearm first, so that open fingers and thumb pass on either side of the mug.
    let back = 1 - smoothStep(0, 0.7, t)
    let offset = RigidTransform(
      rotation: Matrix3(axis: [0, 1, 0], angle: -0.35 * back) * Matrix3(axis: [1, 0, 0], angle: -0.2 * back),
      translation: approach * SIMD3(back, back, near))
    let close = smoothStep(0.6, 1, t)
    return HandPose(
      wrist: mugPose(at: time) * handFromMug * offset,
      fingers: HandPose.blend(openFingers, closedFingers, share: close))
  }
}
