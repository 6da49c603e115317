import Foundation
import Splatting

/// A slow, plain rasteriser in double precision, pixel by pixel, to hold the fast ones against.
///
/// It takes the constants from ``RasterizerConstants`` and shares nothing else with them.
struct ScalarRasterizer {
  /// One contribution that a pixel kept: which Gaussian, and whether its opacity was capped.
  struct Choice {
    var gaussian: Int
    var isCapped: Bool
  }

  /// The blended planes (features, then depth) [H, W, C + 1] and alpha [H, W].
  struct Result {
    var planes: [Double]
    var alpha: [Double]
    /// What each pixel kept, in order.
    var choices: [[Choice]]
  }

  private struct Splat {
    var x = 0.0
    var y = 0.0
    var conic = (0.0, 0.0, 0.0)
    var extent = (0.0, 0.0)
    var depth = 0.0
  }

  let scene: ScalarScene

  init(_ scene: ScalarScene) { self.scene = scene }

  /// Draws the scene; with `choices` of another run, which Gaussians count where, and in which order, is
  /// taken from there, so that the result is a smooth function of the scene.
  func render(choices fixed: [[Choice]]? = nil) -> Result {
    let splats = (0..<scene.count).map(project)
    let order = splats.indices.filter { splats[$0] != nil }
      .sorted { (splats[$0]!.depth, $0) < (splats[$1]!.depth, $1) }
    let planes = scene.channels + 1
    let pixels = scene.width * scene.height
    var result = Result(
      planes: Array(repeating: 0, count: pixels * planes), alpha: Array(repeating: 0, count: pixels),
      choices: Array(repeating: [], count: pixels))
    for pixel in 0..<pixels {
      let x = Double(pixel % scene.width) + 0.5
      let y = Double(pixel / scene.width) + 0.5
      var transmittance = 1.0
      func blend(_ gaussian: Int, _ alpha: Double) {
        let weight = alpha * transmittance
        for channel in 0..<scene.channels {
          result.planes[pixel * planes + channel] +=
            weight * scene.features[gaussian * scene.channels + channel]
        }
        result.planes[pixel * planes + planes - 1] += weight * splats[gaussian]!.depth
        transmittance *= 1 - alpha
      }
      if let fixed {
        for choice in fixed[pixel] {
          blend(
            choice.gaussian,
            choice.isCapped
              ? RasterizerConstants.maximumAlpha : opacity(choice.gaussian, splats[choice.gaussian]!, x, y))
        }
        result.choices[pixel] = fixed[pixel]
      } else {
        for gaussian in order {
          let splat = splats[gaussian]!
          guard abs(x - splat.x) <= splat.extent.0, abs(y - splat.y) <= splat.extent.1 else { continue }
          let free = opacity(gaussian, splat, x, y)
          let alpha = min(RasterizerConstants.maximumAlpha, free)
          if alpha < RasterizerConstants.minimumAlpha { continue }
          if transmittance * (1 - alpha) <= RasterizerConstants.minimumTransmittance { break }
          result.choices[pixel].append(
            Choice(gaussian: gaussian, isCapped: free > RasterizerConstants.maximumAlpha))
          blend(gaussian, alpha)
        }
      }
      result.alpha[pixel] = 1 - transmittance
    }
    return result
  }

  private func opacity(_ gaussian: Int, _ splat: Splat, _ x: Double, _ y: Double) -> Double {
    let (dx, dy) = (x - splat.x, y - splat.y)
    let power = 0.5 * (splat.conic.0 * dx * dx + splat.conic.2 * dy * dy) + splat.conic.1 * dx * dy
    return scene.opacities[gaussian] * exp(-power)
  }

  private func project(_ gaussian: Int) -> Splat? {
    let mean = (0..<3).map { scene.means[gaussian * 3 + $0] }
    let pose = (0..<3).map { row in (0..<3).map { scene.pose[row * 4 + $0] } }
    let point = (0..<3).map { row in dot(pose[row], mean) + scene.pose[row * 4 + 3] }
    let z = point[2]
    guard z >= RasterizerConstants.nearPlane else { return nil }
    let focal = [scene.focalLength.x, scene.focalLength.y]
    let center = [scene.principalPoint.x, scene.principalPoint.y]
    let size = [Double(scene.width), Double(scene.height)]
    var jacobian: [[Double]] = [[focal[0] / z, 0, 0], [0, focal[1] / z, 0]]
    for axis in 0..<2 {
      let margin = RasterizerConstants.slopeMargin * 0.5 * size[axis] / focal[axis]
      let slope = min(
        (size[axis] - center[axis]) / focal[axis] + margin,
        max(-center[axis] / focal[axis] - margin, point[axis] / z))
      jacobian[axis][2] = -focal[axis] * slope / z
    }
    let covariance = worldCovariance(gaussian)
    let toScreen = multiply(jacobian, pose)
    let screen = multiply(multiply(toScreen, covariance), transpose(toScreen))
    let blur = RasterizerConstants.blur
    let (a, b, c) = (screen[0][0] + blur, screen[0][1], screen[1][1] + blur)
    let determinant = a * c - b * b
    let extent = RasterizerConstants.extent
    return Splat(
      x: focal[0] * point[0] / z + center[0] + scene.screenOffsets[gaussian * 2],
      y: focal[1] * point[1] / z + center[1] + scene.screenOffsets[gaussian * 2 + 1],
      conic: (c / determinant, -b / determinant, a / determinant),
      extent: (extent * a.squareRoot(), extent * c.squareRoot()), depth: z)
  }

  private func worldCovariance(_ gaussian: Int) -> [[Double]] {
    let q = (0..<4).map { scene.quaternions[gaussian * 4 + $0] }
    let length = dot(q, q).squareRoot()
    let (w, x, y, z) =
      length == 0 ? (1, 0, 0, 0) : (q[0] / length, q[1] / length, q[2] / length, q[3] / length)
    let rotation = [
      [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
      [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
      [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z],
    ]
    let scaled = rotation.map { row in (0..<3).map { row[$0] * scene.scales[gaussian * 3 + $0] } }
    return multiply(scaled, transpose(scaled))
  }

  private func multiply(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    let columns = transpose(b)
    return a.map { row in columns.map { dot(row, $0) } }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  private func transpose(_ a: [[Double]]) -> [[Double]] {
    a[0].indices.map { column in a.map { $0[column] } }
  }
}
