import Splatting
import Tensors

/// The fit of one hand: what its variables mean, and how unlikely they are.
final class HandProblem {
  /// Joints and landmarks in the camera's frame, of every frame.
  struct Placed {
    /// The model's 21 joints, metres, `[N, 21, 3]`.
    var joints: Tensor
    /// Where landmarks are expected, metres, `[N, 21, 3]`.
    var landmarks: Tensor
    /// Rotations of the wrist, `[N, 3, 3]`.
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
  private let firstTurn: Tensor
  /// Landmarks in space in the camera's axes.
  private let space: Tensor
  private let motion: MotionPrior
  private let settings: HandFitSettings
  private let order = Tensor(LandmarkOrder.joints)
  private let owners = Tensor(LandmarkOrder.owners)

  /// Sets up the fit of `model` to `evidence` seen by `cameras`, those of the evidence's frames.
  init(
    model: HandModel, evidence: HandEvidence, cameras: FrameCameras, frameRate: Double, settings: HandFitSettings
  ) {
    self.model = model.keypoints()
    self.evidence = evidence
    self.settings = settings
    weights = evidence.weights
    anglesToPose = HandAnatomy(model).angleMatrix(.float32).transposed()
    motion = MotionPrior(frames: evidence.frames, cameras: cameras, frameRate: frameRate, settings: settings)
    let rays = cameras.rays(evidence.image)
    space = RigidAlignment.towards(rays.mean([1])).unsqueezed(1).matmul(evidence.space.unsqueezed(-1)).squeezed(-1)
    let count = evidence.image.size(0)
    let angles = FingerLimits.mean.unsqueezed(0).repeated([count, 1])
    let rest = Self.restingLandmarks(self.model, angles: angles, matrix: anglesToPose)
    let palm = Tensor(LandmarkOrder.palm)
    firstTurn = RigidAlignment.rotations(
      from: rest.selecting(palm, dimension: 1), to: space.selecting(palm, dimension: 1))
    let wrist = RigidAlignment.translations(of: space - space[.all, .range(0..<1)], onto: rays)
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
  func placed() -> Placed {
    let rotations = self.rotations()
    let still = variables.wrist.zerosLike()
    let hands = model.posed(rotations: rotations, shape: variables.shape, translation: still)
    let joints = hands.joints - hands.joints[.all, .range(0..<1)] + variables.wrist.unsqueezed(1)
    let turns = hands.jointRotations.selecting(owners, dimension: 1)
    let offsets = turns.matmul(variables.offsets.unsqueezed(-1)).squeezed(-1)
    return Placed(
      joints: joints, landmarks: joints.selecting(order, dimension: 1) + offsets,
      wristRotations: rotations[.all, .at(0)])
  }

  /// The negative logarithm of the probability of the variables and the landmarks, up to a constant.
  func loss(_ cameras: FrameCameras, focalScale: Tensor?) -> Tensor {
    let placed = self.placed()
    let pixels = cameras.project(placed.landmarks, focalScale: focalScale)
    let sigma = evidence.size.squared() * (settings.imageDeviation * settings.imageDeviation)
    let inImage = (pixels - evidence.image).squared().sum([-1]) / sigma
    let centered = placed.landmarks - placed.landmarks.mean([1], keepDimensions: true)
    let inSpace =
      (centered - space).squared().sum([-1]) / (settings.spaceDeviation * settings.spaceDeviation)
    let landmarks = ((robust(inImage) + robust(inSpace)) * weights).sum()
    return landmarks + poseLoss() + sharedLoss() + motion.loss(joints: placed.joints, angles: variables.angles)
  }

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
