import Synchronization
import Tensors

/// Evaluates spherical harmonics to colours, and takes gradients back, on the CPU.
///
/// The colour of a Gaussian is `max(0, 0.5 + sum over k of Y_k(d) c_k)`, with d the unit vector from the
/// camera's centre to its mean. Results are the same bit for bit for any number of threads.
public struct CPUHarmonicsEvaluator: Sendable {
  /// Gaussians that a worker takes at a time.
  private static let block = 1024
  private let loop: ParallelLoop

  /// An evaluator for `threads` threads, at least 1.
  public init(threads: Int) {
    require(threads > 0, "harmonics need a thread")
    loop = ParallelLoop(threads: threads)
  }

  /// Writes the colours `[N, 3]`.
  ///
  /// - Throws: ``RasterizerError``; the colours are then undefined.
  public func forward(
    _ harmonics: CPUHarmonics, into colors: UnsafeMutableBufferPointer<Float>
  ) throws(RasterizerError) {
    try colors.check("colours", holds: harmonics.count * 3)
    let refused = Atomic<Bool>(false)
    forEachBlock(harmonics.count) { range, _, basis in
      var doubt = SIMD3<Float>()
      for gaussian in range {
        let direction = Direction(harmonics.offset(gaussian))
        HarmonicBasis.evaluate(direction.unit, degree: harmonics.degree, into: basis)
        let color = harmonics.color(gaussian, basis)
        doubt += color * 0
        for channel in 0..<3 { colors[gaussian * 3 + channel] = max(0, color[channel]) }
      }
      if !(doubt.sum() == 0) { refused.store(true, ordering: .relaxed) }
    }
    if refused.load(ordering: .relaxed), let error = harmonics.firstNotFinite() { throw error }
  }

  /// Takes the gradient of the colours back to the coefficients `[N, K, 3]` and the means `[N, 3]`;
  /// overwrites both.
  ///
  /// - Returns: the gradient with respect to the camera's centre.
  /// - Throws: ``RasterizerError/wrongCount(_:count:expected:)``.
  public func backward(
    _ harmonics: CPUHarmonics, from colors: UnsafeBufferPointer<Float>,
    coefficients: UnsafeMutableBufferPointer<Float>, means: UnsafeMutableBufferPointer<Float>
  ) throws(RasterizerError) -> SIMD3<Float> {
    try colors.check("colour gradients", holds: harmonics.count * 3)
    try coefficients.check("coefficient gradients", holds: harmonics.count * harmonics.terms * 3)
    try means.check("mean gradients", holds: harmonics.count * 3)
    let shares = WorkBuffer<SIMD3<Float>>(capacity: (harmonics.count + Self.block - 1) / Self.block)
    forEachBlock(harmonics.count) { range, block, basis in
      var share = SIMD3<Float>()
      for gaussian in range {
        let gradient = SIMD3(colors[gaussian * 3], colors[gaussian * 3 + 1], colors[gaussian * 3 + 2])
        // There are Gaussians, so the buffer has an address.
        let target = coefficients.baseAddress! + gaussian * harmonics.terms * 3
        let mean = propagate(harmonics, gaussian, gradient, basis, target)
        share -= mean
        for axis in 0..<3 { means[gaussian * 3 + axis] = mean[axis] }
      }
      shares.pointer[block] = share
    }
    var position = SIMD3<Double>()
    for block in 0..<shares.capacity { position += SIMD3<Double>(shares.pointer[block]) }
    return SIMD3<Float>(position)
  }

  /// Writes a Gaussian's coefficient gradients; returns that with respect to its mean.
  @inline(__always) private func propagate(
    _ harmonics: CPUHarmonics, _ gaussian: Int, _ gradient: SIMD3<Float>,
    _ basis: UnsafeMutablePointer<HarmonicBasis.Term>, _ target: UnsafeMutablePointer<Float>
  ) -> SIMD3<Float> {
    let direction = Direction(harmonics.offset(gaussian))
    HarmonicBasis.evaluate(direction.unit, degree: harmonics.degree, into: basis)
    let color = harmonics.color(gaussian, basis)
    var kept = gradient
    for channel in 0..<3 where color[channel] < 0 { kept[channel] = 0 }
    let c = harmonics.coefficients(gaussian)
    let active = HarmonicBasis.terms(harmonics.degree)
    var slope = HarmonicBasis.Term()
    for term in 0..<active {
      let value = basis[term].w
      target[term * 3] = value * kept.x
      target[term * 3 + 1] = value * kept.y
      target[term * 3 + 2] = value * kept.z
      slope += basis[term] * (c[term * 3] * kept.x + c[term * 3 + 1] * kept.y + c[term * 3 + 2] * kept.z)
    }
    (target + active * 3).update(repeating: 0, count: (harmonics.terms - active) * 3)
    let along = slope.x * direction.unit.x + slope.y * direction.unit.y + slope.z * direction.unit.z
    return (SIMD3(slope.x, slope.y, slope.z) - direction.unit * along) * direction.inverseLength
  }

  /// Calls `body` with every block's range, number and room for a basis.
  private func forEachBlock(
    _ count: Int, _ body: (Range<Int>, Int, UnsafeMutablePointer<HarmonicBasis.Term>) -> Void
  ) {
    loop((count + Self.block - 1) / Self.block) { _, block in
      withUnsafeTemporaryAllocation(of: HarmonicBasis.Term.self, capacity: 16) { basis in
        // Sixteen terms have an address.
        body(block * Self.block..<min((block + 1) * Self.block, count), block, basis.baseAddress!)
      }
    }
  }

  /// A unit vector and 1 / the length that it had; zero, and 0, for a vector without length.
  private struct Direction {
    let unit: SIMD3<Float>
    let inverseLength: Float

    @inline(__always) init(_ v: SIMD3<Float>) {
      let square = v.x * v.x + v.y * v.y + v.z * v.z
      inverseLength = square > 1e-30 ? 1 / square.squareRoot() : 0
      unit = v * inverseLength
    }
  }
}
