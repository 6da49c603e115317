import Foundation
import Splatting

/// What a capture's cameras have in common: where they stand, what they look at, which way is up.
public struct CameraGaze: Sendable {
  /// The point nearest to all cameras' axes.
  public let focus: SIMD3<Double>
  /// The upward direction: +z, unless the cameras disagree with it.
  public let up: SIMD3<Double>
  let meanPosition: SIMD3<Double>
  private let meanForward: SIMD3<Double>
  private let positions: [SIMD3<Double>]
  private let pattern: Camera

  /// None where there are no cameras.
  ///
  /// The `points` of the scene, where known, tell how far parallel ones look.
  public init?(_ cameras: [Camera], points: PointCloud = PointCloud()) {
    guard let first = cameras.first else { return nil }
    pattern = first
    positions = cameras.map(\.position)
    meanPosition = mean(positions)
    let forward = mean(cameras.map(\.forward))
    meanForward = length(forward) > 1e-6 ? normalize(forward) : first.forward
    focus =
      Self.nearestPoint(toAxesOf: cameras)
      ?? meanPosition + meanForward
      * Self.depth(of: points, from: meanPosition, along: meanForward)
    up = Self.up(cameras)
  }

  /// How far the cameras stand from what they look at.
  var distance: Double { length(meanPosition - focus) }

  /// A horizontal direction.
  var anySide: SIMD3<Double> {
    normalize(cross(up, abs(up.x) < 0.9 ? [1, 0, 0] : [0, 1, 0]))
  }

  /// The rows of a camera in the mean position that looks at the focus: its x, y and z axes.
  var meanAxes: Matrix3 { camera(from: meanPosition).worldToCamera.rotation }

  /// A camera at `position` that looks at the focus.
  func camera(from position: SIMD3<Double>) -> Camera {
    let direction = focus - position
    // Straight down or up the image needs another upper edge.
    let isVertical = length(cross(normalize(direction), up)) < 1e-6
    var camera = Camera(
      lookingAt: focus, from: position, up: isVertical ? anySide : up, width: pattern.width,
      height: pattern.height, focalLength: pattern.focalLength.x)
    camera.focalLength = pattern.focalLength
    return camera
  }

  /// The root mean square distances of the cameras from their mean along the mean camera's axes, in bounds.
  func spread(atLeast least: Double, atMost most: Double) -> SIMD3<Double> {
    let axes = meanAxes
    let squares = mean(
      positions.map { position in
        let offset = axes * (position - meanPosition)
        return offset * offset
      })
    return squares.squareRoot().clamped(
      lowerBound: .init(repeating: least), upperBound: .init(repeating: most))
  }

  /// The point p that minimises Σ |(I - d dᵀ)(p - c)|² over the cameras' centres c and directions d; none
  /// where the axes are parallel or meet behind the cameras.
  private static func nearestPoint(toAxesOf cameras: [Camera]) -> SIMD3<Double>? {
    var matrix = Matrix3(diagonal: .zero)
    var right = SIMD3<Double>.zero
    for camera in cameras {
      let d = camera.forward
      let projection = Matrix3.identity + Matrix3(d * d.x, d * d.y, d * d.z) * -1
      matrix = matrix + projection
      right += projection * camera.position
    }
    matrix = matrix * (1 / Double(cameras.count))
    right /= Double(cameras.count)
    guard matrix.determinant > 1e-4 else { return nil }
    let point = matrix.solve(right)
    let isAhead = mean(cameras.map { [dot(point - $0.position, $0.forward), 0, 0] }).x > 0
    return isAhead ? point : nil
  }

  /// The median distance of the points ahead along `direction`, or 1 where there are none.
  private static func depth(
    of points: PointCloud, from position: SIMD3<Double>, along direction: SIMD3<Double>
  ) -> Double {
    let depths = points.positions.map { dot(SIMD3<Double>($0) - position, direction) }.filter { $0 > 0 }
      .sorted()
    return depths.isEmpty ? 1 : depths[depths.count / 2]
  }

  /// +z where the cameras' upper edges lie towards it (within 73 degrees: heads look down), else their mean,
  /// as for solved cameras, whose world may lie any way.
  private static func up(_ cameras: [Camera]) -> SIMD3<Double> {
    let imageUp = mean(cameras.map { -$0.worldToCamera.rotation.rows.1 })
    guard length(imageUp) > 1e-6 else { return [0, 0, 1] }
    let up = normalize(imageUp)
    return up.z > 0.3 ? [0, 0, 1] : up
  }
}

/// The mean of vectors, of which there must be some.
private func mean(_ vectors: [SIMD3<Double>]) -> SIMD3<Double> {
  vectors.reduce(.zero, +) / Double(vectors.count)
}

extension Matrix3 {
  /// The x with self * x = right, by Cramer's rule; the determinant must not be zero.
  fileprivate func solve(_ right: SIMD3<Double>) -> SIMD3<Double> {
    let (a, b, c) = rows
    return (cross(b, c) * right.x + cross(c, a) * right.y + cross(a, b) * right.z) / determinant
  }
}
