import Foundation
import Splatting

/// Two colours in a pattern, softly mottled.
struct PatternMaterial: Material {
  /// How the second colour lies on the first.
  enum Pattern: Sendable {
    /// Hardly at all: only mottled.
    case plain
    /// Bands across the z axis, `width` metres each.
    case stripes(width: Float)
    /// Cubes `size` metres wide, one of each colour in turn.
    case checks(size: Float)
    /// A ball in each cube `spacing` metres wide.
    case dots(spacing: Float)
  }

  private let pattern: Pattern
  private let base: SIMD3<Float>
  private let second: SIMD3<Float>
  private let gloss: Float
  private let mottleSize: Float
  private let noise: ValueNoise

  /// A pattern of two sRGB colours, with mottles `mottleSize` metres wide.
  init(
    _ pattern: Pattern, base: SIMD3<Float>, second: SIMD3<Float>, gloss: Float = 0,
    mottleSize: Float = 0.02, seed: UInt32
  ) {
    self.pattern = pattern
    self.base = StandardRGB.linear(base)
    self.second = StandardRGB.linear(second)
    self.gloss = gloss
    self.mottleSize = mottleSize
    noise = ValueNoise(seed: seed)
  }

  func appearance(at point: SIMD3<Float>) -> Appearance {
    let mottle = noise.fractal(point / mottleSize, octaves: 2)
    let color = mix(base, second, coverage(at: point, mottle: mottle)) * (0.85 + 0.3 * mottle)
    return Appearance(albedo: color, gloss: gloss, shininess: 30)
  }

  /// How much of the second colour there is, 0...1.
  private func coverage(at point: SIMD3<Float>, mottle: Float) -> Float {
    switch pattern {
    case .plain:
      return smoothStep(0.3, 0.7, mottle)
    case .stripes(let width):
      return smoothStep(-0.12, 0.12, sin(point.z / width * .pi))
    case .checks(let size):
      let waves = point / size * .pi
      return smoothStep(-0.1, 0.1, sin(waves.x + 0.6) * sin(waves.y + 0.6) * sin(waves.z + 0.6))
    case .dots(let spacing):
      let cells = point / spacing
      let offset = cells - cells.rounded(.toNearestOrEven)
      return 1 - smoothStep(0.3, 0.36, length(offset))
    }
  }
}
