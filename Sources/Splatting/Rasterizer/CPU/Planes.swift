/// What is blended, in order: C features, the depth, then zeros up to at least four.
///
/// The first four lie in ``PackedGaussian`` and in registers; the rest, if any, are read where the caller has
/// them.
struct Planes {
  /// C.
  let features: Int
  private let values: UnsafeBufferPointer<Float>

  init(_ gaussians: CPUGaussians) {
    features = gaussians.channels
    values = gaussians.features
  }

  /// Features and depth, at least 4.
  static func count(features: Int) -> Int { max(4, features + 1) }

  /// Features and depth, at least 4.
  var count: Int { Planes.count(features: features) }

  /// The value of plane `plane`, below ``count``, for a Gaussian at `depth`.
  @inline(__always) func value(_ plane: Int, gaussian: Int, depth: Float) -> Float {
    if plane < features { return values[gaussian * features + plane] }
    return plane == features ? depth : 0
  }

  /// The first four planes of a Gaussian at `depth`.
  @inline(__always) func firstFour(gaussian: Int, depth: Float) -> SIMD4<Float> {
    var four = SIMD4<Float>()
    for plane in 0..<4 { four[plane] = value(plane, gaussian: gaussian, depth: depth) }
    return four
  }
}
