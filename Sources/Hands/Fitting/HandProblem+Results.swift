import Splatting
import Tensors

extension HandProblem {
  /// Leaves landmarks that the hand hides, as it is placed now, `share` of their weight.
  ///
  /// - Parameter focalScale: the focal length against the one first assumed.
  func weighHiddenLandmarks(_ full: HandModel, by share: Float, focalScale: Tensor?) {
    let occlusion = SelfOcclusion(faces: full.faces)
    let placed = self.placed(focalScale: focalScale)
    let wrists = variables.wrist(focalScale: focalScale)
    let (rotations, landmarks) = (self.rotations(), placed.landmarks.floats().points)
    let root = full.restJoints(variables.shape)[.at(0), .at(0)]
    let count = evidence.frames.frames.count
    var factors = [Float](repeating: 1, count: count * 21)
    // Some frames at a time: the vertices of a whole video are many.
    for start in stride(from: 0, to: count, by: 64) {
      let rows = start..<min(start + 64, count)
      let vertices = full.posed(
        rotations: rotations[rows], shape: variables.shape, translation: wrists[rows] - root
      ).vertices.floats().points
      for row in rows {
        let skin = Array(vertices[(row - start) * full.vertexCount..<(row - start + 1) * full.vertexCount])
        let seen = occlusion.visible(vertices: skin, landmarks: Array(landmarks[row * 21..<row * 21 + 21]))
        for (landmark, isSeen) in seen.enumerated() where !isSeen { factors[row * 21 + landmark] = share }
      }
    }
    weights = evidence.weights * Tensor(factors, shape: [count, 21])
  }

  /// The fitted hand in the world, over the `frameCount` frames of the video.
  /// - Parameters:
  ///   - cameras: those of the fit's rows, with the final focal length.
  ///   - focalScale: this against the one first assumed.
  func result(
    _ full: HandModel, cameras: FrameCameras, focalScale: Tensor?, frameCount: Int
  ) throws -> HandFit {
    try withoutGradients {
      let placed = self.placed(focalScale: focalScale)
      let seen = evidence.frames.isSeen
      func errors(_ points: Tensor) -> [Float] {
        let distances = (cameras.project(points, focalScale: nil) - evidence.image).norm([-1])
        return spread(distances.mean([1]).floats(), seen: seen, over: frameCount, missing: .nan)
      }
      return HandFit(
        track: try track(full, placed: placed, cameras: cameras, frameCount: frameCount),
        interpolatedFrames: zip(evidence.frames.frames, seen).filter { !$1 }.map(\.0),
        reprojectionErrors: errors(placed.points), landmarkErrors: errors(placed.landmarks))
    }
  }

  private func track(
    _ full: HandModel, placed: Placed, cameras: FrameCameras, frameCount: Int
  ) throws -> HandTrack {
    let turns = Rotations.axisAngle(matrices: cameras.toWorld.matmul(placed.wristRotations))
    let poses = Tensor.concatenated([turns, fingerPose], dimension: 1).floats()
    let shape = variables.shape.floats()
    let root = full.restJoints(variables.shape)[.at(0), .at(0)]
    let wrists = cameras.inWorld(placed.joints[.all, .range(0..<1)]).squeezed(1) - root
    let rows = evidence.frames.frames.indices.map { Array(poses[$0 * 48..<$0 * 48 + 48]) }
    let all = [Bool](repeating: true, count: rows.count)
    return try full.track(
      axisAngle: spread(rows, seen: all, over: frameCount, missing: Array(repeating: .nan, count: 48)),
      shape: shape,
      translation: spread(
        wrists.floats().points, seen: all, over: frameCount, missing: SIMD3(repeating: .nan)),
      flatHandMean: true)
  }

  /// Values of the fit's rows at their frames of the video.
  private func spread<Value>(
    _ values: [Value], seen: [Bool], over frameCount: Int, missing: Value
  ) -> [Value] {
    var result = [Value](repeating: missing, count: frameCount)
    for (row, frame) in evidence.frames.frames.enumerated() where seen[row] { result[frame] = values[row] }
    return result
  }
}

extension [Float] {
  /// Threes of numbers as points.
  fileprivate var points: [SIMD3<Float>] {
    stride(from: 0, to: count, by: 3).map { SIMD3(self[$0], self[$0 + 1], self[$0 + 2]) }
  }
}
