import Tensors

extension Tensor {
  /// The rows of `[N, 3]` as vectors, outside the graph.
  func points() -> [SIMD3<Float>] {
    let values = floats()
    return (0..<values.count / 3).map { [values[$0 * 3], values[$0 * 3 + 1], values[$0 * 3 + 2]] }
  }

  /// Vectors as `[N, 3]` on `device`.
  init(points: [SIMD3<Float>], device: Device = .cpu) {
    self.init(points.flatMap { [$0.x, $0.y, $0.z] }, shape: [points.count, 3], device: device)
  }
}
