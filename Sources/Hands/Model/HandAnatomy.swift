import Splatting
import Tensors

/// How the finger joints of a hand model turn: axes of bending, spreading and twisting, found from where its joints
/// lie at rest.
public struct HandAnatomy: Sendable {
  /// Unit axes at rest of a joint, in the model's frame.
  public struct Axes: Sendable, Equatable {
    /// Positive turns bend into the palm.
    public var bending: SIMD3<Double>
    /// Positive turns move the finger to the thumb's side.
    public var spreading: SIMD3<Double>
    /// Along the bone.
    public var twisting: SIMD3<Double>
  }

  /// The axes of the 15 finger joints.
  public let axes: [Axes]

  /// Finds the axes of the mean shape of `model`.
  public init(_ model: HandModel) {
    let joints = Self.restJoints(model)
    let palmar = model.side.palmar(joints)
    let sign: Double = model.side == .right ? 1 : -1
    axes = (0..<15).map { joint in
      let (finger, part) = (joint / 3, joint % 3)
      let end = part == 2 ? joints[16 + finger] : joints[joint + 2]
      let bone = normalize(end - joints[joint + 1])
      // The thumb bends towards the little finger's base and out of the palm.
      let inwards = finger < 4 ? palmar : joints[7] + 0.03 * palmar - joints[14]
      let bending = normalize(cross(bone, inwards))
      return Axes(bending: bending, spreading: sign * cross(bone, bending), twisting: sign * bone)
    }
  }

  private static func restJoints(_ model: HandModel) -> [SIMD3<Double>] {
    let joints = model.jointRegressor.matmul(model.template)
    let tips = model.template.selecting(Tensor(model.fingertips.map(Int64.init)).to(model.template.device))
    let values = Tensor.concatenated([joints, tips]).to(.float64).elements(as: Double.self)
    return (0..<21).map { [values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2]] }
  }

  /// The axis-angle pose of the fingers, 45 numbers, whose joints turn by these angles in radians.
  ///
  /// - Parameter angles: of the 15 joints: bending, spreading, twisting.
  public func fingerPose(_ angles: [SIMD3<Double>]) -> [Float] {
    precondition(angles.count == 15, "a hand has 15 finger joints")
    return zip(axes, angles).flatMap { axes, angle in
      let vector = axes.bending * angle.x + axes.spreading * angle.y + axes.twisting * angle.z
      return [Float(vector.x), Float(vector.y), Float(vector.z)]
    }
  }

  /// The axes as a matrix that turns a finger pose `[B, 45]` into angles `[B, 45]` by multiplication from the right:
  /// bending, spreading, twisting of each joint.
  func angleMatrix(_ type: DType) -> Tensor {
    var elements = [Double](repeating: 0, count: 45 * 45)
    for (joint, axes) in axes.enumerated() {
      for (angle, axis) in [axes.bending, axes.spreading, axes.twisting].enumerated() {
        for coordinate in 0..<3 {
          elements[(3 * joint + coordinate) * 45 + 3 * joint + angle] = axis[coordinate]
        }
      }
    }
    return Tensor(elements, shape: [45, 45]).to(type)
  }
}

extension HandTrack.Side {
  /// The unit vector out of the palm of a hand with these joints.
  func palmar(_ joints: [SIMD3<Double>]) -> SIMD3<Double> {
    // Seen from its back with the fingers up, a right hand's index finger is on the left.
    let normal = normalize(cross(joints[1] - joints[0], joints[7] - joints[0]))
    return self == .right ? normal : -normal
  }
}
