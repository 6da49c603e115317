import Hands
import Splatting
import Tensors

/// One hand of a data set over frames as MANO's parameters, each frame's in a frame of reference of its own.
struct ManoFrames {
  /// The parameters of a frame.
  struct Pose: Equatable {
    /// Axis times angle of 16 joints, 48 numbers.
    var axisAngle: [Float]
    /// Ten coefficients.
    var shape: [Float]
    /// Metres.
    var translation: SIMD3<Float>
  }

  /// A pose a frame; none where the hand is not annotated.
  let poses: [Pose?]
  /// Whether poses count from the flat hand, else from MANO's mean pose.
  let flatHandMean: Bool

  /// The hand posed with `model`, each frame moved by its transform into the world; frames without a pose are NaN.
  ///
  /// A track has ``HandTrack/parameters`` only where one shape serves all its frames.
  func track(_ model: HandModel, movedBy transforms: [RigidTransform]) throws -> HandTrack {
    let axisAngle = poses.map { $0?.axisAngle ?? Array(repeating: .nan, count: 48) }
    let translation = poses.map { $0?.translation ?? SIMD3(repeating: .nan) }
    if let shape = commonShape {
      let rest = model.restJoints(Tensor(shape))[.at(0), .at(0)].floats()
      return try model.track(
        axisAngle: axisAngle, shape: shape, translation: translation, flatHandMean: flatHandMean
      ).moved(by: transforms, restWrist: [Double(rest[0]), Double(rest[1]), Double(rest[2])])
    }
    let posed = withoutGradients {
      model.posed(
        rotations: model.rotations(
          axisAngle: Tensor(axisAngle.flatMap(\.self), shape: [poses.count, 48]), flatHandMean: flatHandMean),
        shape: Tensor(
          poses.flatMap { $0?.shape ?? Array(repeating: 0, count: 10) }, shape: [poses.count, 10]),
        translation: Tensor(translation.flatMap { [$0.x, $0.y, $0.z] }, shape: [poses.count, 3]))
    }
    return HandTrack(side: model.side, posed: posed, faces: model.faces)
      .moved(by: transforms, restWrist: .zero)
  }

  /// What to tell the user of frames without the hand; none where all have it.
  func warning(side: HandTrack.Side) -> String? {
    let unseen = poses.filter { $0 == nil }.count
    guard unseen > 0 else { return nil }
    return "the \(side.rawValue) hand is not annotated in \(unseen) of \(poses.count) frames"
  }

  /// The shape that all frames share, within the rounding of files.
  private var commonShape: [Float]? {
    let shapes = poses.compactMap { $0?.shape }
    guard let first = shapes.first else { return nil }
    let isCommon = shapes.allSatisfy { shape in zip(shape, first).allSatisfy { abs($0 - $1) < 1e-4 } }
    return isCommon ? first : nil
  }
}
