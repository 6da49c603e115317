import Foundation

/// The sRGB colours of a scene, chosen by its seed.
struct SceneColors: Sendable {
  let skin: SIMD3<Float>
  let mug: SIMD3<Float>
  let mugDots: (SIMD3<Float>, SIMD3<Float>)
  let sleeve: SIMD3<Float>
  let sleeveBand: SIMD3<Float>
  let props: [(base: SIMD3<Float>, second: SIMD3<Float>)]

  init(generator: inout SeededGenerator) {
    let tones: [SIMD3<Float>] = [[0.87, 0.66, 0.54], [0.78, 0.56, 0.43], [0.62, 0.42, 0.31]]
    skin = tones[Int(generator.next() % UInt64(tones.count))]
    // The mug's hue stays clear of skin and wood.
    let hue = generator.uniform(in: 0.42...0.72)
    mug = Self.color(hue: hue, saturation: 0.62, value: 0.62)
    mugDots = (
      Self.color(hue: hue + 0.45, saturation: 0.55, value: 0.95),
      Self.color(hue: hue + 0.05, saturation: 0.12, value: 0.96)
    )
    let cloth = generator.uniform()
    sleeve = Self.color(hue: cloth, saturation: 0.5, value: 0.42)
    sleeveBand = Self.color(hue: cloth + 0.08, saturation: 0.25, value: 0.75)
    let first = generator.uniform()
    props = (0..<3).map { index in
      let hue = first + Double(index) * 0.37
      return (
        Self.color(hue: hue, saturation: 0.5, value: 0.8),
        Self.color(hue: hue + 0.5, saturation: 0.3, value: 0.9)
      )
    }
  }

  /// Red, green and blue of hue, saturation and value, each in 0...1.
  private static func color(hue: Double, saturation: Double, value: Double) -> SIMD3<Float> {
    func channel(_ offset: Double) -> Double {
      let place = ((hue + offset) * 6).truncatingRemainder(dividingBy: 6)
      let strength = min(max(abs(place - 3) - 1, 0), 1)
      return value * (1 - saturation * (1 - strength))
    }
    return SIMD3<Float>(SIMD3(channel(0), channel(2.0 / 3), channel(1.0 / 3)))
  }
}
