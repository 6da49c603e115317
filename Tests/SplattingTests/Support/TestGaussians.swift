import Splatting
import Tensors

/// Gaussians of random values for tests of files.
enum TestGaussians {
  /// Values that any format can hold: harmonics inside -0.9...0.9, positions within some metres.
  static func model(_ count: Int, degree: Int, seed: UInt64 = 5) -> GaussianModel {
    let generator = RandomGenerator(seed: seed)
    func draw(_ shape: [Int], _ range: Range<Double>) -> Tensor {
      .randomUniform(shape, in: range, generator: generator)
    }
    return GaussianModel(
      means: draw([count, 3], -3..<3), rotations: .randomNormal([count, 4], generator: generator),
      logScales: draw([count, 3], -8 ..< -1), opacityLogits: draw([count], -4..<4),
      baseHarmonics: draw([count, 1, 3], -1.5..<1.5),
      higherHarmonics: draw([count, (degree + 1) * (degree + 1) - 1, 3], -0.9..<0.9))
  }
}

/// The largest differences between Gaussians, each kind in the unit that formats quantise.
struct GaussianDifferences {
  var means: Double
  var logScales: Double
  var opacities: Double
  var baseHarmonics: Double
  var firstHarmonics: Double
  var otherHarmonics: Double
  /// Of the rotation matrices' quaternions, 1 - |cosine|.
  var rotations: Double

  /// Both must hold equally many.
  init(_ a: GaussianModel, _ b: GaussianModel) {
    func largest(_ a: Tensor, _ b: Tensor) -> Double {
      let difference = (a.detached() - b.detached()).abs()
      return difference.count == 0 ? 0 : difference.max().item()
    }
    means = largest(a.means, b.means)
    logScales = largest(a.logScales, b.logScales)
    opacities = largest(a.opacityLogits.sigmoid(), b.opacityLogits.sigmoid())
    baseHarmonics = largest(a.baseHarmonics, b.baseHarmonics)
    let first = TensorIndex.to(3)
    firstHarmonics = largest(a.higherHarmonics[.all, first], b.higherHarmonics[.all, first])
    otherHarmonics = largest(a.higherHarmonics[.all, .from(3)], b.higherHarmonics[.all, .from(3)])
    let cosines = (a.rotations.normalized() * b.rotations.normalized()).sum([1]).abs()
    rotations = largest(cosines, cosines.onesLike())
  }
}
