import Tensors

extension HandModel {
  /// The hand of every frame from its parameters; frames with a number that is not finite give NaN rows.
  ///
  /// - Parameters:
  ///   - axisAngle: 48 numbers a frame, the wrist's first.
  ///   - shape: up to ``shapeCount`` coefficients, for all frames.
  ///   - translation: a frame each, metres.
  ///   - flatHandMean: whether poses count from the flat hand, else from the model's mean pose. The parameters of
  ///     the track count from the flat hand in either case.
  /// - Throws: ``HandsError`` if the numbers do not fit the model or each other.
  public func track(
    axisAngle: [[Float]], shape: [Float], translation: [SIMD3<Float>], flatHandMean: Bool
  ) throws -> HandTrack {
    try check(axisAngle: axisAngle, shape: shape, translation: translation)
    let mean = flatHandMean ? [Float](repeating: 0, count: 48) : [0, 0, 0] + poseMean.floats()
    let poses = axisAngle.map { frame in zip(frame, mean).map(+) }
    let hands = withoutGradients {
      posed(
        rotations: rotations(axisAngle: rows(poses, width: 48), flatHandMean: true),
        shape: Tensor(shape).to(template.dtype).to(template.device),
        translation: rows(translation.map { [$0.x, $0.y, $0.z] }, width: 3))
    }
    return HandTrack(
      side: side, posed: hands, faces: faces,
      parameters: .init(pose: poses, shape: shape, translation: translation))
  }

  private func check(axisAngle: [[Float]], shape: [Float], translation: [SIMD3<Float>]) throws {
    guard translation.count == axisAngle.count else {
      throw HandsError("\(axisAngle.count) poses and \(translation.count) translations do not make a track")
    }
    if let wrong = axisAngle.first(where: { $0.count != 48 }) {
      throw HandsError("a hand pose has 48 numbers (16 joints), not \(wrong.count)")
    }
    guard shape.count <= shapeCount, shape.allSatisfy(\.isFinite) else {
      throw HandsError("the hand model takes up to \(shapeCount) finite shape coefficients, not \(shape)")
    }
  }

  private func rows(_ values: [[Float]], width: Int) -> Tensor {
    Tensor(values.flatMap(\.self), shape: [values.count, width]).to(template.dtype).to(template.device)
  }
}

extension HandTrack {
  /// The track whose frames are a batch's hands; rows of a frame are all NaN where one of its numbers is not finite.
  public init(side: Side, posed: PosedHands, faces: [SIMD3<Int32>], parameters: Parameters? = nil) {
    let seen = posed.joints.isFinite().to(.uint8).min([1, 2]).elements(as: UInt8.self).map { $0 != 0 }
    self.init(
      side: side, vertices: Self.points(posed.vertices, seen: seen),
      joints: Self.points(posed.joints, seen: seen),
      jointRotations: Self.matrices(posed.jointRotations, seen: seen), faces: faces, parameters: parameters)
  }

  private static func points(_ tensor: Tensor, seen: [Bool]) -> [[SIMD3<Float>]] {
    let (values, count) = (tensor.floats(), tensor.size(1))
    return seen.indices.map { frame in
      guard seen[frame] else { return Array(repeating: SIMD3(repeating: .nan), count: count) }
      return (frame * count..<(frame + 1) * count).map {
        SIMD3(values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2])
      }
    }
  }

  private static func matrices(_ tensor: Tensor, seen: [Bool]) -> [[[Float]]] {
    let values = tensor.floats()
    return seen.indices.map { frame in
      (0..<16).map { joint in
        let start = (frame * 16 + joint) * 9
        return seen[frame] ? Array(values[start..<start + 9]) : Array(repeating: .nan, count: 9)
      }
    }
  }
}
