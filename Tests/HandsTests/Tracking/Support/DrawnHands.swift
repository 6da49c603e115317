import Foundation
import Hands
import Images

/// Drawings of hands, the same as in `Tests/Scripts/make_tracker_figures.py`, which finds them with MediaPipe.
struct DrawnHand {
  var center: SIMD2<Double>
  var size: Double
  var angle: Double
  /// A right hand, else a left one; both from their backs.
  var isMirrored: Bool

  /// The limbs: ends, and the radius at each; the wrist at the origin, y upwards, about 1.8 long.
  private static let limbs: [(x0: Double, y0: Double, x1: Double, y1: Double, r0: Double, r1: Double)] = [
    (0.02, -0.9, 0.02, 0, 0.24, 0.25), (-0.2, 0.2, -0.26, 0.82, 0.2, 0.17),
    (-0.05, 0.2, -0.06, 0.9, 0.22, 0.18), (0.12, 0.2, 0.12, 0.88, 0.22, 0.18),
    (0.2, 0.25, 0.27, 0.82, 0.18, 0.16), (-0.3, 0.85, -0.5, 1.42, 0.095, 0.075),
    (-0.12, 0.9, -0.2, 1.68, 0.1, 0.08), (0.08, 0.9, 0.1, 1.78, 0.105, 0.08),
    (0.28, 0.85, 0.4, 1.6, 0.1, 0.08), (0.2, 0.2, 0.5, 0.6, 0.17, 0.12),
    (0.5, 0.6, 0.72, 0.98, 0.12, 0.085),
  ]

  /// The ends of the five fingers in the image, thumb to little finger.
  var fingertips: [SIMD2<Double>] {
    Self.limbs[5...].reversed().filter { $0.x1 != 0.5 }.map { limb in
      let (u, v) = (isMirrored ? -limb.x1 : limb.x1, limb.y1)
      let (x, y) = (u * cos(angle) + v * sin(angle), u * sin(angle) - v * cos(angle))
      return center + size * SIMD2(x, y)
    }
  }

  /// Draws the hand over `image`.
  func draw(on image: inout Image) {
    let limbs = Self.limbs
    let (cosine, sine) = (cos(angle) / size, sin(angle) / size)
    for row in 0..<image.height {
      for column in 0..<image.width {
        let (x, y) = (Double(column) + 0.5 - center.x, Double(row) + 0.5 - center.y)
        let u = (x * cosine + y * sine) * (isMirrored ? -1 : 1)
        let v = x * sine - y * cosine
        // Farther away there is no hand.
        if u * u + v * v > 4 { continue }
        var (edge, height) = (-Double.infinity, 0.0)
        for limb in limbs {
          let (across, along) = (limb.x1 - limb.x0, limb.y1 - limb.y0)
          let place = (u - limb.x0) * across + (v - limb.y0) * along
          let share = min(max(place / (across * across + along * along), 0), 1)
          let radius = limb.r0 + share * (limb.r1 - limb.r0)
          let (du, dv) = (u - limb.x0 - share * across, v - limb.y0 - share * along)
          let distance = du * du + dv * dv
          edge = max(edge, (radius - distance.squareRoot()) * size)
          height = max(height, max(radius * radius - distance, 0).squareRoot())
        }
        if edge <= -0.5 { continue }
        let light = 0.62 + 0.38 * pow(min(height / 0.22, 1), 0.6)
        let cover = Float(min(edge + 0.5, 1))
        let skin = Float(light) * SIMD3<Float>(0.88, 0.67, 0.55)
        for channel in 0..<3 {
          image[column, row, channel] += cover * (skin[channel] - image[column, row, channel])
        }
      }
    }
  }
}

/// The drawn video: a left hand that leaves at 20, and a right hand from 6 on.
enum DrawnVideo {
  static let frameCount = 30

  static func left(_ index: Int) -> DrawnHand {
    let step = Double(index)
    return DrawnHand(
      center: SIMD2(120 + 2 * step, 200 + step), size: 75, angle: -0.5 + 0.04 * step, isMirrored: false)
  }

  static func right(_ index: Int) -> DrawnHand {
    let step = Double(index)
    return DrawnHand(
      center: SIMD2(400 - 3 * step, 205), size: 70 + 0.5 * step, angle: 0.4 - 0.03 * step, isMirrored: true)
  }

  static func hands(_ index: Int) -> [DrawnHand] {
    (index < 20 ? [left(index)] : []) + (index >= 6 ? [right(index)] : [])
  }

  static func empty() -> Image {
    var image = Image(width: 480, height: 300, channels: 3, repeating: 0.35)
    for start in stride(from: 0, to: image.values.count, by: 3) {
      image.values[start + 1] = 0.42
      image.values[start + 2] = 0.4
    }
    return image
  }

  /// A frame as it is coded in 8 bits.
  static func frame(_ index: Int) -> Image {
    var image = empty()
    for hand in hands(index) { hand.draw(on: &image) }
    image.values = image.values.map { ($0 * 255).rounded() / 255 }
    return image
  }
}
