import Splatting

/// A hand that takes a mug from a table, lifts it and turns it, seen by a camera worn on the head.
///
/// Everything is a function of time in 0...1. World frame: metres, +z up, the table's top at z = 0.
public struct HandObjectScene: Sendable {
  /// The label of the hand and its sleeve in masks.
  public static let handLabel: UInt8 = 1
  /// The label of the mug in masks.
  public static let objectLabel: UInt8 = 3

  /// What the scene was made with.
  public let configuration: SynthesisConfiguration
  /// The hand.
  public let hand: ArticulatedHand
  /// The mug in its own frame: its foot's middle is the origin, its axis +z.
  public let object: TriangleMesh
  /// The frame just before contact: up to here the mug stands still, from here on it moves with the hand.
  public let keyFrame: Int

  private let motion: LiftMotion
  private let camera: HeadCamera
  private let surroundings: [Surface]
  private let skin: SkinMaterial
  private let glaze: MugMaterial
  private let cloth: ClothMaterial
  private let sleeve = Sleeve.mesh()

  /// Sets the scene for `configuration`.
  public init(_ configuration: SynthesisConfiguration) {
    self.configuration = configuration
    var generator = SeededGenerator(seed: configuration.seed)
    let seed = UInt32(truncatingIfNeeded: generator.next())
    let shape = MugShape()
    let last = Double(configuration.frames - 1)
    keyFrame = Int((last * 0.3).rounded())
    hand = ArticulatedHand()
    let motion = LiftMotion(
      contactTime: Double(keyFrame) / last, shape: shape, skeleton: hand.skeleton, generator: &generator)
    self.motion = motion
    object = shape.mesh()
    camera = HeadCamera(
      width: configuration.width, height: configuration.height, generator: &generator
    ) { time in
      // The gaze follows the mug lazily.
      let (start, now) = (motion.mugPose(at: 0), motion.mugPose(at: time))
      return start.translation + (now.translation - start.translation) * 0.65 + [0.015, 0.01, 0.04]
    }
    let colors = SceneColors(generator: &generator)
    surroundings = Surroundings.surfaces(colors: colors, seed: seed, generator: &generator)
    skin = SkinMaterial(skeleton: hand.skeleton, tone: colors.skin, seed: seed &+ 3)
    glaze = MugMaterial(shape: shape, glaze: colors.mug, dots: colors.mugDots, seed: seed &+ 4)
    cloth = ClothMaterial(base: colors.sleeve, band: colors.sleeveBand, seed: seed &+ 5)
  }

  /// The time of a frame.
  public func time(ofFrame frame: Int) -> Double { Double(frame) / Double(configuration.frames - 1) }

  /// The wearer's view at `time`, or that at half the time where the camera stands still.
  public func camera(at time: Double) -> Camera { camera.view(at: configuration.movesCamera ? time : 0.5) }

  /// One of the other views: its camera, and the frame whose time it shows.
  public func novelView(_ index: Int) -> (camera: Camera, frame: Int) {
    let share = (Double(index) + 0.5) / Double(configuration.novelViews)
    let frame = Int(share * Double(configuration.frames))
    // Neighbours in time look from far apart: the golden ratio spreads them.
    let place = (Double(index) * 0.618_033_988_749_895 + 0.1).truncatingRemainder(dividingBy: 1)
    return (camera.novelView(at: time(ofFrame: frame), share: place), frame)
  }

  /// The hand's pose at `time`.
  public func handPose(at time: Double) -> HandPose { motion.handPose(at: time) }

  /// From the mug's frame to the world at `time`.
  public func objectPose(at time: Double) -> RigidTransform { motion.mugPose(at: time) }

  /// All that there is to see at `time`.
  public func surfaces(at time: Double) -> [Surface] {
    let pose = handPose(at: time)
    return surroundings + [
      Surface(
        mesh: object.transformed(by: objectPose(at: time)), texturePositions: object.positions,
        material: glaze, label: Self.objectLabel),
      Surface(
        mesh: hand.posed(pose).mesh, texturePositions: hand.restMesh.positions, material: skin,
        label: Self.handLabel),
      Surface(
        mesh: sleeve.transformed(by: pose.wrist), texturePositions: sleeve.positions, material: cloth,
        label: Self.handLabel),
    ]
  }
}
