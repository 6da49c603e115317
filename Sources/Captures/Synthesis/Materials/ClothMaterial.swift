import Foundation
import Splatting

/// Woven cloth with bands in both directions, around or along a sleeve.
struct ClothMaterial: Material {
  private let base: SIMD3<Float>
  private let band: SIMD3<Float>
  private let noise: ValueNoise

  /// Cloth of one sRGB colour with bands of another.
  init(base: SIMD3<Float>, band: SIMD3<Float>, seed: UInt32) {
    self.base = StandardRGB.linear(base)
    self.band = StandardRGB.linear(band)
    noise = ValueNoise(seed: seed)
  }

  func appearance(at point: SIMD3<Float>) -> Appearance {
    let around = atan2(point.z, point.x)
    let bands =
      smoothStep(0.55, 0.75, sin(point.y / 0.0125 * .pi)) * 0.6
      + smoothStep(0.6, 0.8, sin(around * 8)) * 0.4
    let folds = noise.fractal([around * 2.2, point.y / 0.03, 3], octaves: 2)
    let weave = noise.value(point / 0.0022)
    let shade = 0.72 + 0.4 * folds + 0.14 * (weave - 0.5)
    return Appearance(albedo: mix(base, band, bands) * shade)
  }
}
