import Foundation

/// How much of the lamp reaches a point: depths seen from the lamp, compared in a disc around the point.
struct ShadowMap {
  private let size: Int
  private let rows: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
  private let translation: SIMD3<Float>
  private let focalLength: Float
  private let inverseDepths: [Float]
  private let taps: [SIMD2<Float>]

  /// Twice the width of a texel, so that a lit surface does not shade itself.
  private static let bias: Float = 0.0025

  /// Draws `surfaces` from the lamp into `size` by `size` texels.
  init(_ surfaces: [Surface], lighting: Lighting, size: Int = 1024) {
    let distance = length(lighting.lampTarget - lighting.lampPosition)
    let focalLength = Double(size) / 2 * distance / lighting.shadowExtent
    let camera = Camera(
      lookingAt: lighting.lampTarget, from: lighting.lampPosition, up: [0.13, 1, 0.21], width: size,
      height: size, focalLength: focalLength)
    self.size = size
    self.focalLength = Float(focalLength)
    let rotation = camera.worldToCamera.rotation.rows
    rows = (SIMD3<Float>(rotation.0), SIMD3<Float>(rotation.1), SIMD3<Float>(rotation.2))
    translation = SIMD3<Float>(camera.worldToCamera.translation)
    inverseDepths = VisibilityBuffer(surfaces, camera: camera).samples.map(\.inverseDepth)
    let radius = lighting.shadowSoftness * focalLength / distance
    taps = Self.disc(count: 20, radius: Float(radius))
  }

  /// Points that fill a disc evenly: a sunflower's seeds, each a golden angle further.
  private static func disc(count: Int, radius: Float) -> [SIMD2<Float>] {
    let goldenAngle = Float.pi * (3 - Float(5).squareRoot())
    return (0..<count).map { index in
      let distance = radius * ((Float(index) + 0.5) / Float(count)).squareRoot()
      let angle = goldenAngle * Float(index)
      return [distance * cos(angle), distance * sin(angle)]
    }
  }

  /// The map with its tables at hand for many look-ups.
  struct Reader {
    fileprivate let map: ShadowMap
    fileprivate let inverseDepths: UnsafeBufferPointer<Float>
    fileprivate let taps: UnsafeBufferPointer<SIMD2<Float>>

    /// The share of the lamp in 0...1 that reaches `point`, whose surface has the unit normal `normal`.
    func visibility(of point: SIMD3<Float>, normal: SIMD3<Float>) -> Float {
      let raised = point + normal * ShadowMap.bias
      let depth = dot(map.rows.2, raised) + map.translation.z
      guard depth > 0.05 else { return 1 }
      let limit = 1 / (depth - ShadowMap.bias)
      let scale = map.focalLength / depth
      let center = Float(map.size) / 2
      let x = (dot(map.rows.0, raised) + map.translation.x) * scale + center
      let y = (dot(map.rows.1, raised) + map.translation.y) * scale + center
      var lit: Float = 0
      for tap in taps {
        let (u, v) = (x + tap.x, y + tap.y)
        guard u >= 0, v >= 0, u < Float(map.size), v < Float(map.size) else {
          lit += 1
          continue
        }
        if inverseDepths[Int(v) * map.size + Int(u)] <= limit { lit += 1 }
      }
      return lit / Float(taps.count)
    }
  }

  /// Calls `body` with a reader that lives as long as the call.
  func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    inverseDepths.withUnsafeBufferPointer { depths in
      taps.withUnsafeBufferPointer { taps in
        body(Reader(map: self, inverseDepths: depths, taps: taps))
      }
    }
  }
}
