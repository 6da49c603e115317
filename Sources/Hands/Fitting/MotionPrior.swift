import Splatting
import Tensors

/// How unlikely a movement is by its accelerations, in the world's frame.
struct MotionPrior {
  /// 1 where three rows of the fit are neighbours in the video, `[N - 2, 1]`; none for fewer than three rows.
  private let triples: Tensor?
  private let cameras: FrameCameras
  /// Deviations of second differences, metres and radians a frame squared.
  private let jointDeviation: Double
  private let angleDeviation: Double

  /// The prior of movements at `frameRate` frames a second.
  init(frames: HandFrames, cameras: FrameCameras, frameRate: Double, settings: HandFitSettings) {
    let weights = frames.triples
    triples = weights.isEmpty ? nil : Tensor(weights, shape: [weights.count, 1])
    self.cameras = cameras
    jointDeviation = settings.acceleration / (frameRate * frameRate)
    angleDeviation = settings.angularAcceleration / (frameRate * frameRate)
  }

  /// The loss of joints `[N, 21, 3]` in the cameras' frames and of finger angles `[N, 45]`.
  func loss(joints: Tensor, angles: Tensor) -> Tensor {
    guard let triples else { return Tensor(0) }
    let world = cameras.inWorld(joints).reshaped([joints.size(0), 63])
    let joint = (Self.secondDifferences(world) * triples).squared().sum() / (jointDeviation * jointDeviation)
    let angle = (Self.secondDifferences(angles) * triples).squared().sum() / (angleDeviation * angleDeviation)
    return joint + angle
  }

  private static func secondDifferences(_ rows: Tensor) -> Tensor {
    let count = rows.size(0)
    return rows[2..<count] - rows[1..<count - 1] * 2 + rows[0..<count - 2]
  }
}
