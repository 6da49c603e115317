import Tensors

/// Lines inside of what moves, by which points find the bones that they follow.
struct BoneSegments: Sendable {
  /// Ends of the lines, canonical space, metres.
  var ends: [(from: SIMD3<Float>, to: SIMD3<Float>)] = []
  /// The bone of each line.
  var bones: [Int] = []
  /// At this distance from a line its pull has fallen by e, metres.
  var softness: Double

  /// How much each of `points` `[M, 3]` follows each of `count` bones, `[M, count]`; rows sum to 1.
  ///
  /// A softmax of -(d / softness)² over the lines, d the distance to a line.
  func weights(of points: Tensor, count: Int) -> Tensor {
    let from = Tensor(points: ends.map(\.from), device: points.device)
    let along = Tensor(points: ends.map { $0.to - $0.from }, device: points.device)
    let offsets = points.unsqueezed(1) - from
    let lengths = along.squared().sum([-1]).clamped(min: 1e-12)
    let part = ((offsets * along).sum([-1]) / lengths).clamped(min: 0, max: 1)
    let distances = (offsets - part.unsqueezed(-1) * along).squared().sum([-1])
    let pull = (distances / -(softness * softness)).softmax(1)
    var assignment = [Float](repeating: 0, count: bones.count * count)
    for (line, bone) in bones.enumerated() { assignment[line * count + bone] = 1 }
    return pull.matmul(Tensor(assignment, shape: [bones.count, count], device: points.device))
  }
}
