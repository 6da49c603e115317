import Splatting

/// Gaussians and a camera in double precision, each input one flat array, for ``ScalarRasterizer``.
struct ScalarScene {
  /// One of the arrays.
  typealias Input = WritableKeyPath<ScalarScene, [Double]>

  var channels: Int
  var means: [Double] = []
  var quaternions: [Double] = []
  var scales: [Double] = []
  var opacities: [Double] = []
  var features: [Double] = []
  /// World-to-camera [3, 4] by rows.
  var pose: [Double] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
  /// Added to the positions on screen [N, 2], to take derivatives by them.
  var screenOffsets: [Double] = []
  var focalLength = SIMD2(30.0, 33.0)
  var principalPoint = SIMD2(18.2, 10.9)
  var width = 37
  var height = 21

  var count: Int { opacities.count }

  init(channels: Int) { self.channels = channels }

  /// Adds one Gaussian; features are made up from its number.
  mutating func add(
    _ mean: [Double], scale: [Double], quaternion: [Double] = [1, 0, 0, 0], opacity: Double
  ) {
    let number = Double(count)
    means += mean
    quaternions += quaternion
    scales += scale
    opacities.append(opacity)
    features += (0..<channels).map { 0.5 + 0.4 * (number * 1.7 + Double($0) * 2.3).remainder(dividingBy: 2) }
    screenOffsets += [0, 0]
  }

  /// A scene of `count` Gaussians in front of a slightly turned camera.
  static func random(_ count: Int, channels: Int, seed: UInt64, opacity: ClosedRange<Double> = 0.05...1)
    -> Self
  {
    var random = SplitMix(seed: seed)
    func uniform(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    var scene = ScalarScene(channels: channels)
    scene.pose = [
      0.9800665778, 0, -0.1986693308, 0.1, -0.0198338, 0.9950041653, -0.0978434, -0.05, 0.1976768,
      0.0998334166,
      0.9751703272, 0.2,
    ]
    for _ in 0..<count {
      scene.add(
        [uniform(-1.6...1.6), uniform(-1.1...1.1), uniform(1.5...5)],
        scale: (0..<3).map { _ in uniform(0.02...0.35) },
        quaternion: (0..<4).map { _ in uniform(-1.5...1.5) }, opacity: uniform(opacity))
    }
    return scene.roundedToSingle()
  }

  /// The scene whose numbers are exact in single precision, so that both rasterisers are given the same ones.
  func roundedToSingle() -> Self {
    var scene = self
    for input in [\.means, \.quaternions, \.scales, \.opacities, \.features, \.pose] as [Input] {
      scene[keyPath: input] = scene[keyPath: input].map { Double(Float($0)) }
    }
    return scene
  }

  /// The camera in the CPU rasteriser's form.
  var camera: RasterizerCamera {
    func row(_ i: Int) -> SIMD4<Float> { SIMD4((0..<4).map { Float(pose[4 * i + $0]) }) }
    return RasterizerCamera(
      worldToCamera: (row(0), row(1), row(2)), focalLength: SIMD2(focalLength),
      principalPoint: SIMD2(principalPoint), width: width, height: height)
  }
}

/// A small seeded generator (Steele et al., "Fast splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
