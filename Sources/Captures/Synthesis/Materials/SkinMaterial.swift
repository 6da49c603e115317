import Foundation
import Splatting

/// Skin of the hand at rest: mottled, redder at knuckles and tips, with creases at the joints and nails.
struct SkinMaterial: Material {
  private struct Nail {
    var center: SIMD3<Float>
    var along: SIMD3<Float>
    var across: SIMD3<Float>
    var back: SIMD3<Float>
    var halfWidth: Float
  }

  private struct Crease {
    var center: SIMD3<Float>
    var along: SIMD3<Float>
    var back: SIMD3<Float>
    var radius: Float
  }

  private let nails: [Nail]
  private let creases: [Crease]
  private let tone: SIMD3<Float>
  private let flush: SIMD3<Float>
  private let nail: SIMD3<Float>
  private let noise: ValueNoise

  /// Skin of an sRGB colour for a hand with this skeleton.
  init(skeleton: HandSkeleton, tone: SIMD3<Float>, seed: UInt32) {
    self.tone = StandardRGB.linear(tone)
    flush = StandardRGB.linear(tone * SIMD3(1.0, 0.84, 0.81))
    nail = StandardRGB.linear(tone * 0.6 + SIMD3(0.40, 0.32, 0.31))
    noise = ValueNoise(seed: seed)
    nails = skeleton.fingers.map { Self.nail(of: $0, skeleton: skeleton) }
    creases = skeleton.fingers.flatMap { finger in
      (0..<3).map { Self.crease(of: finger, bone: $0, skeleton: skeleton) }
    }
  }

  private static func nail(of finger: HandSkeleton.Finger, skeleton: HandSkeleton) -> Nail {
    let radius = finger.radii[3]
    let (along, back) = (finger.directions[2], finger.backs[2])
    return Nail(
      center: SIMD3<Float>(skeleton.joints[finger.joints[3]] - along * (radius * 0.95)),
      along: SIMD3<Float>(along), across: SIMD3<Float>(cross(along, back)), back: SIMD3<Float>(back),
      halfWidth: Float(radius) * 0.78)
  }

  private static func crease(
    of finger: HandSkeleton.Finger, bone: Int, skeleton: HandSkeleton
  ) -> Crease {
    Crease(
      center: SIMD3<Float>(skeleton.joints[finger.joints[bone]]),
      along: SIMD3<Float>(finger.directions[bone]), back: SIMD3<Float>(finger.backs[bone]),
      radius: Float(finger.radii[bone]))
  }

  func appearance(at point: SIMD3<Float>) -> Appearance {
    let mottle = noise.fractal(point / 0.018, octaves: 3)
    let grain = noise.value(point / 0.0035)
    let (redness, shade) = joints(at: point)
    var color = mix(tone, flush, min(redness + smoothStep(0.45, 0.75, mottle) * 0.45, 1))
    color *= (0.88 + 0.2 * mottle + 0.05 * grain) * shade
    let cover = nailCover(at: point)
    return Appearance(
      albedo: mix(color, nail, cover), gloss: 0.035 + 0.09 * cover, shininess: 14 + 20 * cover)
  }

  /// How flushed the skin is near joints and tips, and how dark in the creases.
  private func joints(at point: SIMD3<Float>) -> (redness: Float, shade: Float) {
    var (redness, shade) = (Float(0), Float(1))
    for (index, crease) in creases.enumerated() {
      let offset = point - crease.center
      let reach = crease.radius * 1.9
      let square = dot(offset, offset)
      guard square < reach * reach else { continue }
      let side = dot(offset, crease.back) / crease.radius
      let nearness = 1 - square / (reach * reach)
      redness = max(redness, 0.6 * nearness * smoothStep(0.1, 0.8, side))
      // The knuckles at the palm and the thumb's root have no creases of their own.
      guard index % 3 > 0 else { continue }
      let bend = (noise.value(point / 0.006) - 0.5) * 0.0015
      let along = dot(offset, crease.along) + bend
      shade *= creaseShade(along: along, side: side) * nearness + (1 - nearness)
    }
    for nail in nails {
      let offset = point - nail.center
      redness = max(redness, 0.55 * (1 - smoothStep(0.006, 0.016, length(offset))))
    }
    return (redness, shade)
  }

  /// One deep line on the palm's side, three shallow ones on the back.
  private func creaseShade(along: Float, side: Float) -> Float {
    func line(_ at: Float, width: Float) -> Float {
      let distance = (along - at) / width
      return exp(-distance * distance)
    }
    let inner = line(0, width: 0.0009) * smoothStep(0, 0.5, -side) * 0.4
    let lines = line(-0.0026, width: 0.0007) + line(0, width: 0.0008) + line(0.0026, width: 0.0007)
    return 1 - inner - lines * smoothStep(0.2, 0.7, side) * 0.22
  }

  /// 1 on a nail, 0 off it.
  private func nailCover(at point: SIMD3<Float>) -> Float {
    for nail in nails {
      let offset = point - nail.center
      guard dot(offset, offset) < 4 * nail.halfWidth * nail.halfWidth else { continue }
      guard dot(offset, nail.back) > 0 else { continue }
      let u = dot(offset, nail.along) / (nail.halfWidth * 1.15)
      let v = dot(offset, nail.across) / nail.halfWidth
      let size = u * u * u * u + v * v * v * v
      return 1 - smoothStep(0.75, 1.1, size)
    }
    return 0
  }
}
