import Foundation
import Hands
import Images
import Splatting
import Tensors
import TestSupport

/// A moving hand of the free model before a camera, and what a tracker would make of it.
struct MadeUpVideo {
  static let size = ImageSize(width: 640, height: 480)
  static let focalLength = 700.0
  static let frameRate = 30.0

  /// The hand in the camera's frame.
  let track: HandTrack
  /// What was found in each frame.
  var hands: [[TrackedHand]]

  /// MediaPipe's landmarks among the model's joints.
  private static let order = [0, 13, 14, 15, 20, 1, 2, 3, 16, 4, 5, 6, 17, 10, 11, 12, 19, 7, 8, 9, 18]

  /// `count` frames of a hand that turns, nears and bends its fingers.
  ///
  /// - Parameters:
  ///   - noise: of landmarks, as a share of their deviations: 6 pixels in the image, 6 mm in space.
  ///   - motion: whether it moves at all.
  init(_ side: HandTrack.Side, frames count: Int, noise: Double = 0, shape: [Float] = [], motion: Bool = true)
    throws
  {
    let model = try HandModels.free()[side]
    let poses = (0..<count).map { Self.pose(frame: motion ? $0 : 0, model: model) }
    let places = (0..<count).map { frame -> SIMD3<Float> in
      let time = motion ? Float(frame) / 30 : 0
      return [0.05 * sin(2 * time) - 0.02, 0.03 * cos(3 * time), 0.55 + 0.08 * sin(time)]
    }
    track = try model.track(axisAngle: poses, shape: shape, translation: places, flatHandMean: true)
    let generator = RandomGenerator(seed: 5)
    let errors = Tensor.randomNormal([count, 21, 5], generator: generator).floats()
    hands = track.joints.enumerated().map { frame, joints in
      [
        Self.found(side, joints: Self.landmarks(Self.order.map { joints[$0] })) { landmark, coordinate in
          Float(noise) * errors[(frame * 21 + landmark) * 5 + coordinate]
        }
      ]
    }
  }

  /// The palm faces the camera, more or less.
  private static func pose(frame: Int, model: HandModel) -> [Float] {
    let time = Double(frame) / 30
    let bend = 0.5 + 0.5 * sin(2.5 * time)
    let angles = (0..<15).map { joint -> SIMD3<Double> in
      let (finger, part) = (joint / 3, joint % 3)
      guard finger < 4 else { return [0.25 * bend, part == 0 ? 0.1 : 0, 0] }
      return [(0.3 + 0.2 * Double(finger)) * bend + 0.15, part == 0 ? 0.08 * Double(1 - finger) : 0, 0]
    }
    let mirror: Float = model.side == .right ? 1 : -1
    let wrist: [Float] = [1.3 + 0.2 * Float(sin(time)), 0.2 * mirror * Float(cos(time)), 0.4 * mirror]
    return wrist + HandAnatomy(model).fingerPose(angles)
  }

  /// Trackers mark fingertips half a finger's thickness before the end.
  private static func landmarks(_ joints: [SIMD3<Float>]) -> [SIMD3<Float>] {
    var landmarks = joints
    for tip in stride(from: 4, to: 21, by: 4) {
      landmarks[tip] += 0.006 * normalize(joints[tip - 1] - joints[tip])
    }
    return landmarks
  }

  private static func found(
    _ side: HandTrack.Side, joints: [SIMD3<Float>], error: (Int, Int) -> Float
  ) -> TrackedHand {
    let middle = joints.reduce(.zero, +) / 21
    // A tracker looks at the hand straight on: its axes point to the hand.
    let turn = Self.axes(towards: SIMD3<Double>(middle))
    return TrackedHand(
      side: side, presence: 0.95, handedness: 0.98,
      landmarks: joints.enumerated().map { index, joint in
        let (x, y) = (Float(focalLength) * joint.x / joint.z, Float(focalLength) * joint.y / joint.z)
        return [
          x + Float(size.width) / 2 + 6 * error(index, 0), y + Float(size.height) / 2 + 6 * error(index, 1),
          0,
        ]
      },
      worldLandmarks: joints.enumerated().map { index, joint in
        let local = SIMD3<Float>(turn * SIMD3<Double>(joint - middle))
        return local + 0.006 * SIMD3(error(index, 2), error(index, 3), error(index, 4))
      })
  }

  /// The rotation by the smallest angle that takes the direction to `point` to +z.
  private static func axes(towards point: SIMD3<Double>) -> Matrix3 {
    let direction = normalize(point)
    let axis = cross(direction, [0, 0, 1])
    let sine = length(axis)
    return sine < 1e-9 ? .identity : Matrix3(axis: axis / sine, angle: asin(sine))
  }

  /// Mean distances of joints over the frames that both show, metres: as they are, and with the wrist's taken out.
  func errors(of other: HandTrack) -> (whole: Float, rooted: Float) {
    var (whole, rooted, count): (Float, Float, Float) = (0, 0, 0)
    for (mine, others) in zip(track.joints, other.joints) where !others[0].x.isNaN && !mine[0].x.isNaN {
      for joint in 0..<21 {
        whole += length(mine[joint] - others[joint])
        rooted += length(mine[joint] - mine[0] - others[joint] + others[0])
        count += 1
      }
    }
    return (whole / count, rooted / count)
  }
}
