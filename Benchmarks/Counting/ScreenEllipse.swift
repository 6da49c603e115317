import Foundation
import Splatting

/// A Gaussian's projection and the ellipse in which its opacity reaches 1/255, in double precision: written after the
/// formulas, not after the rasteriser, so that counts do not share its mistakes.
struct ScreenEllipse {
  let center: SIMD2<Double>
  let depth: Double
  let opacity: Double
  /// The inverse of the covariance on screen.
  let conic: (xx: Double, xy: Double, yy: Double)
  /// The square of the standard deviations that the ellipse reaches.
  let reach: Double
  /// Half the ellipse's height.
  let halfHeight: Double

  /// Zwicker et al., "EWA splatting" (2002); none for a Gaussian that is never drawn.
  init?(_ workload: Workload, _ index: Int) {
    let camera = workload.camera
    let rows = [camera.worldToCamera.0, camera.worldToCamera.1, camera.worldToCamera.2].map {
      SIMD4<Double>($0)
    }
    let mean = Self.vector(workload.means, index)
    let point = rows.map { dot(SIMD3($0.x, $0.y, $0.z), mean) + $0.w }
    opacity = Double(workload.opacities.buffer[index])
    depth = point[2]
    guard depth >= Double(camera.nearPlane), opacity >= RasterizerConstants.minimumAlpha else { return nil }
    let (focal, middle) = (SIMD2<Double>(camera.focalLength), SIMD2<Double>(camera.principalPoint))
    let slope = SIMD2(point[0], point[1]) / depth
    center = focal * slope + middle
    let size = SIMD2(Double(camera.width), Double(camera.height))
    let margin = RasterizerConstants.slopeMargin * size / (2 * focal)
    let held = slope.clamped(
      lowerBound: -(middle / focal + margin), upperBound: (size - middle) / focal + margin)
    let axes = Self.axes(workload, index, rows)
    // Rows of the projection's derivative times the Gaussian's axes.
    let across = axes.map { ($0.x - held.x * $0.z) * focal.x / point[2] }
    let down = axes.map { ($0.y - held.y * $0.z) * focal.y / point[2] }
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let varianceX = product(across, across) + RasterizerConstants.blur
    let varianceY = product(down, down) + RasterizerConstants.blur
    let covariance = product(across, down)
    let determinant = varianceX * varianceY - covariance * covariance
    conic = (varianceY / determinant, -covariance / determinant, varianceX / determinant)
    reach = 2 * log(opacity / RasterizerConstants.minimumAlpha)
    halfHeight = (reach * varianceY).squareRoot()
    guard halfHeight.isFinite, center.x.isFinite, center.y.isFinite else { return nil }
  }

  /// The columns of row `row` of an image of `width` columns whose pixel centres lie in the ellipse; none if none do.
  func columns(row: Int, width: Int) -> ClosedRange<Int>? {
    let dy = Double(row) + 0.5 - center.y
    // xx dx² + 2 xy dx dy + yy dy² = reach, solved for dx.
    let slope = -conic.xy * dy
    let square = slope * slope - conic.xx * (conic.yy * dy * dy - reach)
    guard square >= 0 else { return nil }
    let root = square.squareRoot()
    let first = max(0, (center.x - 0.5 + (slope - root) / conic.xx).rounded(.up))
    let last = min(Double(width - 1), (center.x - 0.5 + (slope + root) / conic.xx).rounded(.down))
    return first <= last ? Int(first)...Int(last) : nil
  }

  /// The opacity at a pixel's centre.
  func alpha(row: Int, column: Int) -> Double {
    let (dx, dy) = (Double(column) + 0.5 - center.x, Double(row) + 0.5 - center.y)
    let distance = conic.xx * dx * dx + 2 * conic.xy * dx * dy + conic.yy * dy * dy
    return min(RasterizerConstants.maximumAlpha, opacity * exp(-distance / 2))
  }

  private static func vector(_ memory: FloatMemory, _ index: Int) -> SIMD3<Double> {
    let values = memory.buffer
    return SIMD3<Double>(SIMD3(values[3 * index], values[3 * index + 1], values[3 * index + 2]))
  }

  /// The Gaussian's three axes in the camera's frame, as long as its standard deviations.
  private static func axes(_ workload: Workload, _ index: Int, _ rows: [SIMD4<Double>]) -> [SIMD3<Double>] {
    let (values, scale) = (workload.quaternions.buffer, vector(workload.scales, index))
    var q = SIMD4<Double>((0..<4).map { Double(values[4 * index + $0]) })
    q /= (q * q).sum().squareRoot()
    let (w, v) = (q.x, SIMD3(q.y, q.z, q.w))
    let units: [SIMD3<Double>] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    return units.enumerated().map { axis, unit in
      let turned = unit + 2 * cross(v, cross(v, unit) + w * unit)
      return SIMD3(rows.map { dot(SIMD3($0.x, $0.y, $0.z), turned) * scale[axis] })
    }
  }
}
