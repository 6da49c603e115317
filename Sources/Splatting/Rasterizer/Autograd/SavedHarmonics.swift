import Tensors

/// What the harmonics' forward pass keeps for the backward pass: contiguous tensors outside the graph.
struct SavedHarmonics {
  private let coefficients: Tensor
  private let means: Tensor
  private let position: SIMD3<Float>
  private let degree: Int

  init(_ gaussians: Gaussians, position: Tensor) {
    coefficients = gaussians.harmonics.detached().contiguous()
    means = gaussians.means.detached().contiguous()
    let p = position.floats()
    self.position = SIMD3(p[0], p[1], p[2])
    degree = gaussians.degree
  }

  /// Calls `body` with the tensors' memory.
  func withHarmonics<Result>(_ body: (CPUHarmonics) throws -> Result) throws -> Result {
    try [coefficients, means].withMutableFloats { from in
      try body(
        CPUHarmonics(
          count: means.size(0), terms: coefficients.size(1), degree: degree,
          coefficients: UnsafeBufferPointer(from[0]), means: UnsafeBufferPointer(from[1]),
          cameraPosition: position))
    }
  }

  /// The gradients of coefficients, means and the camera's centre, from that of the colours.
  func backward(_ evaluator: CPUHarmonicsEvaluator, from colors: Tensor?) throws -> [Tensor?] {
    guard let colors = colors?.contiguous() else { return [nil, nil, nil] }
    let gradients = [Tensor.empty(coefficients.shape), Tensor.empty(means.shape)]
    let position = try withHarmonics { harmonics in
      try colors.withElements(of: Float.self) { from in
        try gradients.withMutableFloats { to in
          try evaluator.backward(harmonics, from: from, coefficients: to[0], means: to[1])
        }
      }
    }
    return gradients + [Tensor([position.x, position.y, position.z])]
  }
}
