/// Colours that depend on the direction of view, as views of caller's memory, contiguous, row by row.
///
/// `@unchecked Sendable`: the memory is only read, and the caller keeps it alive and unchanged until the call
/// that it is passed to returns.
public struct CPUHarmonics: @unchecked Sendable {
  /// How many Gaussians, N.
  public let count: Int
  /// Coefficients a Gaussian and colour, K: 1, 4, 9 or 16.
  public let terms: Int
  /// The degree up to which coefficients count, 0...3, with (degree + 1)^2 at most K.
  public let degree: Int
  /// Coefficients `[N, K, 3]`.
  public let coefficients: UnsafeBufferPointer<Float>
  /// World positions of the Gaussians `[N, 3]`.
  public let means: UnsafeBufferPointer<Float>
  /// The camera's centre in the world frame.
  public let cameraPosition: SIMD3<Float>

  /// Groups the inputs.
  ///
  /// - Throws: ``RasterizerError/wrongCount(_:count:expected:)`` where a buffer, or K, does not fit.
  public init(
    count: Int, terms: Int, degree: Int, coefficients: UnsafeBufferPointer<Float>,
    means: UnsafeBufferPointer<Float>, cameraPosition: SIMD3<Float>
  ) throws(RasterizerError) {
    require((0...3).contains(degree), "spherical harmonics have degree 0 to 3")
    guard terms >= HarmonicBasis.terms(degree) else {
      throw .wrongCount("harmonic terms", count: terms, expected: HarmonicBasis.terms(degree))
    }
    try coefficients.check("harmonic coefficients", holds: count * terms * 3)
    try means.check("means", holds: count * 3)
    self.count = count
    self.terms = terms
    self.degree = degree
    self.coefficients = coefficients
    self.means = means
    self.cameraPosition = cameraPosition
  }

  /// The vector from the camera to a Gaussian.
  @inline(__always) func offset(_ gaussian: Int) -> SIMD3<Float> {
    SIMD3(means[gaussian * 3], means[gaussian * 3 + 1], means[gaussian * 3 + 2]) - cameraPosition
  }

  /// A Gaussian's coefficients, `[K, 3]`.
  @inline(__always) func coefficients(_ gaussian: Int) -> UnsafePointer<Float> {
    // Asked only for Gaussians that exist, so the buffer has an address.
    coefficients.baseAddress! + gaussian * terms * 3
  }

  /// A Gaussian's colour before it is cut off at zero: 0.5 + sum over k of `basis[k] coefficients[k]`.
  @inline(__always) func color(_ gaussian: Int, _ basis: UnsafePointer<HarmonicBasis.Term>) -> SIMD3<Float> {
    let c = coefficients(gaussian)
    var color = SIMD3<Float>(repeating: 0.5)
    for term in 0..<HarmonicBasis.terms(degree) {
      color += SIMD3(c[term * 3], c[term * 3 + 1], c[term * 3 + 2]) * basis[term].w
    }
    return color
  }

  /// The first Gaussian with a NaN or an infinity and the input that has it.
  func firstNotFinite() -> RasterizerError? {
    if let index = means.firstIndex(where: { !$0.isFinite }) { return .notFinite(.means, index: index / 3) }
    return coefficients.firstIndex(where: { !$0.isFinite }).map {
      .notFinite(.coefficients, index: $0 / (terms * 3))
    }
  }
}
