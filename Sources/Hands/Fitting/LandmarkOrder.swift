import Tensors

/// MediaPipe's 21 landmarks against the 21 joints of the hand model.
enum LandmarkOrder {
  /// The joint of each landmark: wrist, thumb, index, middle, ring and little finger, from the palm to the tip.
  static let joints: [Int64] = [0, 13, 14, 15, 20, 1, 2, 3, 16, 4, 5, 6, 17, 10, 11, 12, 19, 7, 8, 9, 18]

  /// The joint whose bone a landmark lies on: a tip's is the last joint before it.
  static let owners: [Int64] = [0, 13, 14, 15, 15, 1, 2, 3, 3, 4, 5, 6, 6, 10, 11, 12, 12, 7, 8, 9, 9]

  /// Landmarks of the palm, which hardly move against each other: wrist, the thumb's root and the knuckles.
  static let palm: [Int64] = [0, 1, 5, 9, 13, 17]

  /// Where the point that annotators mean is expected against the model's joint, in the frame of its bone, metres,
  /// `[21, 3]`, given the rest joints of a model `[21, 3]`: tips are marked in the middle of the round end of a finger,
  /// half a finger's thickness before the vertex at its end.
  static func expectedOffsets(restJoints: Tensor) -> Tensor {
    let own = restJoints.selecting(Tensor(joints))
    let back = (restJoints.selecting(Tensor(owners)) - own).normalized()
    let isTip = (0..<21).map { $0 > 0 && $0 % 4 == 0 ? Float(0.006) : 0 }
    return back * Tensor(isTip, shape: [21, 1])
  }

  /// How far the point that annotators mean may lie from where it is expected, metres: the wrist and the
  /// thumb's root have no mark on the skin, tips are plain to see.
  static let offsetDeviations: [Float] =
    [0.008, 0.008, 0.004, 0.002, 0.0015] + (0..<4).flatMap { _ in [0.004, 0.002, 0.002, 0.0015] as [Float] }
}
