/// A projected Gaussian as the compositor reads it: one cache line.
///
/// At offset (dx, dy) from its mean, in pixels, the base-2 logarithm of its opacity is
/// `logOpacity + quadraticXX dx^2 + quadraticXY dx dy + quadraticYY dy^2`.
struct PackedGaussian: BitwiseCopyable {
  /// Mean on screen in pixels, pixel centres at +0.5.
  var meanX: Float
  var meanY: Float
  /// -log2(e)/2 times the conic's xx.
  var quadraticXX: Float
  /// -log2(e) times the conic's xy.
  var quadraticXY: Float
  /// -log2(e)/2 times the conic's yy.
  var quadraticYY: Float
  /// Base-2 logarithm of the opacity at the mean.
  var logOpacity: Float
  /// Half the size of the box outside which the opacity is below the smallest drawn, in pixels.
  var halfWidth: Float
  var halfHeight: Float
  /// The first four planes: features, then depth, then zeros.
  var planes: SIMD4<Float>
  /// log2(e)^2 times the conic's determinant.
  var curvature: Float
  /// z in the camera's frame.
  var depth: Float
  /// Base-2 logarithm of opacity at the mean over the smallest drawn.
  var excess: Float
  /// Where the ellipse's leftmost-to-rightmost chord through its mean lies: dx of the largest opacity on a row is
  /// `tilt` times the row's dy.
  var tilt: Float

  static let log2e: Float = 1.442695041
  static let ln2: Float = 0.6931471806
  /// Base-2 logarithm of the smallest drawn opacity.
  static let logMinimumAlpha: Float = -7.994353437

  /// Where a member's value is, counted in floats from the start.
  enum Column: Int {
    case meanX, meanY, quadraticXX, quadraticXY, quadraticYY, logOpacity, halfWidth, halfHeight
    case planes
    case curvature = 12
    case depth, excess, tilt
  }

  /// Writes one member of up to sixteen neighbours.
  @inline(__always) static func write(
    _ column: Column, _ values: Lanes, to p: UnsafeMutablePointer<PackedGaussian>, count: Int
  ) {
    let floats = UnsafeMutableRawPointer(p).assumingMemoryBound(to: Float.self)
    values.scatter(to: floats + column.rawValue, stride: 16, count: count)
  }
}
