import Captures
import Splatting

/// The line of sight through the middle of a mask.
struct MaskRay {
  /// The camera's place, world frame, metres.
  let origin: SIMD3<Double>
  /// Of length 1.
  let direction: SIMD3<Double>

  /// None where the frame has no mask of `label`, or one that the image's edge cuts, so that its middle means nothing.
  init?(_ frame: TrainingFrame, label: FrameLabel) {
    guard let coverage = frame.coverage(of: [label]) else { return nil }
    let camera = frame.camera
    let values = coverage.floats()
    var (sum, area) = (SIMD2<Double>.zero, 0.0)
    for row in 0..<camera.height {
      for column in 0..<camera.width where values[row * camera.width + column] > 0.5 {
        let isEdge = row == 0 || column == 0 || row == camera.height - 1 || column == camera.width - 1
        guard !isEdge else { return nil }
        sum += [Double(column) + 0.5, Double(row) + 0.5]
        area += 1
      }
    }
    guard area >= Self.leastArea else { return nil }
    let slope = (sum / area - camera.principalPoint) / camera.focalLength
    origin = camera.position
    direction = normalize(camera.worldToCamera.rotation.transposed * [slope.x, slope.y, 1])
  }

  private static let leastArea = 12.0

  /// The point of the line that is nearest to `point`.
  func nearest(to point: SIMD3<Double>) -> SIMD3<Double> {
    origin + direction * max(0, dot(point - origin, direction))
  }

  /// The distance of `point` from the line.
  func distance(to point: SIMD3<Double>) -> Double { length(point - nearest(to: point)) }

  /// The point nearest to all `rays` and, with the small weight that settles what they leave open, to `hint`.
  static func meeting(_ rays: [MaskRay], hint: SIMD3<Double>) -> SIMD3<Double> {
    let weight = 0.01 * Double(max(rays.count, 1))
    var sum = Matrix3(diagonal: SIMD3(repeating: weight))
    var target = hint * weight
    for ray in rays {
      let d = ray.direction
      let across = Matrix3.identity + Matrix3(d * -d.x, d * -d.y, d * -d.z)
      sum = sum + across
      target += across * ray.origin
    }
    let (a, b, c) = sum.rows
    // The sum is at least weight times the identity.
    return Matrix3(columns: cross(b, c), cross(c, a), cross(a, b)) * target / sum.determinant
  }
}
