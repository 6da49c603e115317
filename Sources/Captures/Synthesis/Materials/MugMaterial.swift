import Foundation
import Splatting

/// Glazed pottery: dots of changing size and colour on the outside between two bands, plain inside.
struct MugMaterial: Material {
  private let glaze: SIMD3<Float>
  private let dots: (SIMD3<Float>, SIMD3<Float>)
  private let inside: SIMD3<Float>
  private let shape: MugShape
  private let noise: ValueNoise

  /// A mug of one sRGB colour, with dots of two others.
  init(shape: MugShape, glaze: SIMD3<Float>, dots: (SIMD3<Float>, SIMD3<Float>), seed: UInt32) {
    self.shape = shape
    self.glaze = StandardRGB.linear(glaze)
    self.dots = (StandardRGB.linear(dots.0), StandardRGB.linear(dots.1))
    inside = StandardRGB.linear([0.93, 0.9, 0.83])
    noise = ValueNoise(seed: seed)
  }

  func appearance(at point: SIMD3<Float>) -> Appearance {
    let radius = (point.x * point.x + point.y * point.y).squareRoot()
    let mottle = 0.9 + 0.2 * noise.fractal(point / 0.012, octaves: 2)
    return Appearance(albedo: color(at: point, radius: radius) * mottle, gloss: 0.14, shininess: 45)
  }

  private func color(at point: SIMD3<Float>, radius: Float) -> SIMD3<Float> {
    if radius < shape.radius - shape.wall * 0.6 { return inside }
    if radius > shape.radius + 0.0015 { return dots.0 }
    let outside = pattern(at: point)
    return mix(outside, inside, smoothStep(shape.height - 0.005, shape.height - 0.003, point.z))
  }

  private func pattern(at point: SIMD3<Float>) -> SIMD3<Float> {
    for band in [Float(0.014), shape.height - 0.014] where abs(point.z - band) < 0.0025 { return dots.1 }
    let count: Float = 14
    let row = ((point.z - 0.02) / 0.017).rounded(.down)
    let shifted =
      (atan2(point.y, point.x) / (2 * .pi) + 0.5) * count + (row.truncatingRemainder(dividingBy: 2)) / 2
    let column = shifted.rounded(.down)
    guard row >= 0, row < ((shape.height - 0.04) / 0.017).rounded(.down) else { return glaze }
    let cell = SIMD3<Int32>(Int32(column) % Int32(count), Int32(row), 0)
    let offset = SIMD2(
      (shifted - column - 0.5) * 2 * .pi * shape.radius / count,
      (point.z - 0.02) - (row + 0.5) * 0.017)
    let size = 0.0045 + 0.0035 * noise.random(cell)
    let cover = 1 - smoothStep(size - 0.0008, size, (offset * offset).sum().squareRoot())
    return mix(glaze, noise.random(cell &+ [0, 0, 5]) < 0.5 ? dots.0 : dots.1, cover)
  }
}
