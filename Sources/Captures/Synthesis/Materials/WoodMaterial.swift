import Foundation
import Splatting

/// Boards of wood along the y axis, with grain.
struct WoodMaterial: Material {
  private let light: SIMD3<Float>
  private let dark: SIMD3<Float>
  private let noise: ValueNoise

  /// The width of a board, metres.
  private static let boardWidth: Float = 0.14

  /// Wood between two sRGB colours.
  init(light: SIMD3<Float>, dark: SIMD3<Float>, seed: UInt32) {
    self.light = StandardRGB.linear(light)
    self.dark = StandardRGB.linear(dark)
    noise = ValueNoise(seed: seed)
  }

  func appearance(at point: SIMD3<Float>) -> Appearance {
    let across = point.x / Self.boardWidth
    let board = across.rounded(.down)
    let shift = noise.random([Int32(board), 0, 7])
    // Noise drawn out along the board bends rings of a trunk that is cut at a slant.
    let place = SIMD3<Float>(point.x, point.y * 0.14 + shift * 3, board * 0.37)
    let rings = noise.value(place * 11) * 4 + noise.value(place * 50) * 0.7
    let grain = 0.5 + 0.5 * sin(rings * 2 * .pi)
    let fiber = noise.value([point.x * 260, point.y * 18, board])
    let tone = 0.15 + 0.45 * grain * grain + 0.2 * fiber + 0.25 * (shift - 0.5)
    let edge = min(across - board, board + 1 - across) * Self.boardWidth
    let gap = 0.55 + 0.45 * smoothStep(0.0004, 0.0022, edge)
    return Appearance(albedo: mix(light, dark, min(max(tone, 0), 1)) * gap, gloss: 0.02, shininess: 12)
  }
}
