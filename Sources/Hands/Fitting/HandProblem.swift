import Splatting
import Tensors

/// The fit of one hand: what its variables mean, and how unlikely they are.
final class HandProblem {
  /// Joints and landmarks in the camera's frame, of every frame.
  struct Placed {
    /// The model's 21 joints, metres, `[N, 21, 3]`.
    var joints: Tensor
    /// The points of the model that landmarks mean in general, in their order, metres, `[N, 21, 3]`.
    var points: Tensor
    /// Where the landmarks of this video are expected, metres, `[N, 21, 3]`.
    var landmarks: Tensor
    /// World rotations of the wrist, were the camera's frame the world, `[N, 3, 3]`.
    var wristRotations: Tensor
  }

  /// The landmarks.
  let evidence: HandEvidence
  /// The unknowns.
  let variables: HandVariables
  /// How much each landmark counts, `[N, 21]`; changed where one is found to be hidden.
  var weights: Tensor
  private let model: HandModel
  private let anglesToPose: Tensor
  private let expectedOffsets: Tensor
  private let firstTurn: Tensor
  /// Landmarks in space in the camera's axes.
  private let space: Tensor
  private let motion: MotionPrior
  private let settings: HandFitSettings
  private let order = Tensor(LandmarkOrder.joints)
  private let owners = Tensor(LandmarkOrder.owners)

  /// Sets up the fit of `model` to `evidence` seen by `cameras`, those of the evidence's frames.
  init(
    model: HandModel, evidence: HandEvidence, cameras: FrameCameras, frameRate: Double,
    settings: HandFitSettings
  ) {
    self.model = model.keypoints()
    self.evidence = evidence
    self.settings = settings
    weights = evidence.weights
    expectedOffsets = LandmarkOrder.expectedOffsets(restJoints: self.model.template)
    anglesToPose = HandAnatomy(model).angleMatrix(.float32).transposed()
    motion = MotionPrior(frames: evidence.frames, cameras: cameras, frameRate: frameRate, settings: settings)
    let palm = Tensor(LandmarkOrder.palm)
    let rays = cameras.rays(evidence.image)
    let towards = RigidAlignment.towards(RigidAlignment.median(rays).squeezed(1))
    space = evidence.space.matmul(towards.transposed())
    let count = evidence.image.size(0)
    let angles = FingerLimits.mean.unsqueezed(0).repeated([count, 1])
    let rest = Self.restingLandmarks(self.model, angles: angles, matrix: anglesToPose)
    let palmInSpace = space.selecting(palm, dimension: 1)
    firstTurn = RigidAlignment.rotations(from: rest.selecting(palm, dimension: 1), to: palmInSpace)
    let middle = RigidAlignment.places(of: evidence.space, seenAt: rays)
    let wrist = middle + (space[.all, .range(0..<1)] - RigidAlignment.median(space)).squeezed(1)
    variables = HandVariables(angles: angles, wrist: wrist, shapeCount: model.shapeCount)
  }

  /// How badly the landmarks in space fit a hand of this side with relaxed fingers, metres: the median over frames.
  static func misfit(_ model: HandModel, evidence: HandEvidence) -> Double {
    let keypoints = model.keypoints()
    let angles = FingerLimits.mean.unsqueezed(0)
    let rest = restingLandmarks(
      keypoints, angles: angles, matrix: HandAnatomy(model).angleMatrix(.float32).transposed())
    let count = evidence.space.size(0)
    let residuals = RigidAlignment.residuals(from: rest.expanded([count, 21, 3]), to: evidence.space)
    return residuals.sorted(0).values[.at(count / 2)].item()
  }

  /// Landmarks of the mean shape with an unturned wrist in the origin.
  private static func restingLandmarks(_ model: HandModel, angles: Tensor, matrix: Tensor) -> Tensor {
    let count = angles.size(0)
    let pose = Tensor.concatenated([Tensor.zeros([count, 3]), angles.matmul(matrix)], dimension: 1)
    let hands = model.posed(
      rotations: model.rotations(axisAngle: pose, flatHandMean: true), shape: Tensor.zeros([1]),
      translation: Tensor.zeros([count, 3]))
    let joints = hands.joints - hands.joints[.all, .range(0..<1)]
    return joints.selecting(Tensor(LandmarkOrder.joints), dimension: 1)
  }

  /// The rotations `[N, 16, 3, 3]` that the variables stand for, the wrist's in the camera's frame.
  func rotations() -> Tensor {
    let fingers = Rotations.matrices(axisAngle: variables.angles.matmul(anglesToPose).reshaped([-1, 15, 3]))
    let wrist = Rotations.matrices(axisAngle: variables.turn).matmul(firstTurn)
    return .concatenated([wrist.unsqueezed(1), fingers], dimension: 1)
  }

  /// Axis times angle of the finger joints, `[N, 45]`.
  var fingerPose: Tensor { variables.angles.detached().matmul(anglesToPose) }

  /// Joints and landmarks as the variables have them.
  ///
  /// - Parameter focalScale: the focal length against the one first assumed.
  func placed(focalScale: Tensor?) -> Placed {
    let rotations = self.rotations()
    let wrist = variables.wrist(focalScale: focalScale)
    let still = wrist.zerosLike()
    let hands = model.posed(rotations: rotations, shape: variables.shape, translation: still)
    let joints = hands.joints - hands.joints[.all, .range(0..<1)] + wrist.unsqueezed(1)
    let turns = hands.jointRotations.selecting(owners, dimension: 1)
    func turned(_ offsets: Tensor) -> Tensor { turns.matmul(offsets.unsqueezed(-1)).squeezed(-1) }
    let points = joints.selecting(order, dimension: 1) + turned(expectedOffsets)
    return Placed(
      joints: joints, points: points, landmarks: points + turned(variables.offsets),
      wristRotations: rotations[.all, .at(0)])
  }

  /// The negative logarithm of the probability of the variables and the landmarks, up to a constant.
  func loss(_ cameras: FrameCameras, focalScale: Tensor?) -> Tensor {
    let placed = self.placed(focalScale: focalScale)
    let pixels = cameras.project(placed.landmarks, focalScale: focalScale)
    let sigma = evidence.size.squared() * (settings.imageDeviation * settings.imageDeviation)
    let inImage = (pixels - evidence.image).squared().sum([-1]) / sigma
    let landmarks = ((robust(inImage) + robust(inSpace(placed.landmarks))) * weights).sum()
    return landmarks + poseLoss() + sharedLoss()
      + motion.loss(joints: placed.joints, angles: variables.angles)
  }

  /// Squared distances of `landmarks` from those in space, which are about any point, in units of their deviation.
  ///
  /// Seen along its fingers, a hand may come out of the network too small by half: landmarks in space whose size is
  /// further off than people's hands differ are made larger or smaller until it is not.
  private func inSpace(_ landmarks: Tensor) -> Tensor {
    let variance = settings.spaceDeviation * settings.spaceDeviation
    let size = withoutGradients {
      let (mine, found) = (Self.centered(landmarks), Self.centered(space))
      let overlap = (mine * found).sum([1, 2], keepDimensions: true)
      let ratio = (overlap / found.squared().sum([1, 2], keepDimensions: true)).clamped(min: 0.5, max: 2)
      return ratio / ratio.clamped(min: 0.8, max: 1.25)
    }
    let differences = landmarks - space * size
    // One is moved onto the other by their mean difference, in which outliers count as little as in the loss.
    let trust = withoutGradients {
      let median = RigidAlignment.median(differences)
      return ((differences - median).squared().sum([-1], keepDimensions: true) / (9 * variance) + 1)
        .reciprocal()
    }
    let shift = (differences * trust).sum([1], keepDimensions: true) / trust.sum([1], keepDimensions: true)
    return (differences - shift).squared().sum([-1]) / variance
  }

  private static func centered(_ points: Tensor) -> Tensor { points - points.mean([1], keepDimensions: true) }

  /// Cauchy's loss of squared residuals in units of their deviation; from about three deviations on it grows slowly.
  private func robust(_ squared: Tensor) -> Tensor { (squared / 9 + 1).log() * 9 }

  /// Angles within their limits and not without reason far from the mean.
  private func poseLoss() -> Tensor {
    let angles = variables.angles
    let beyond = (angles - FingerLimits.highest).relu() + (FingerLimits.lowest - angles).relu()
    let usual = (angles - FingerLimits.mean) / FingerLimits.deviation
    // Two degrees beyond a limit are a deviation.
    return (beyond / 0.035).squared().sum() + usual.squared().sum() * 0.25
  }

  /// Shape and offsets near those of people in general.
  private func sharedLoss() -> Tensor {
    let seen = Double(evidence.frames.isSeen.count(where: { $0 }))
    let deviations = Tensor(LandmarkOrder.offsetDeviations, shape: [21, 1])
    let unusual = variables.shape.squared().sum() + (variables.offsets / deviations).squared().sum()
    return unusual * max(1, seen / settings.independentFrames)
  }
}
