import Captures
import Foundation
import Images
import Splatting
import Testing

@Suite struct UndistortionTests {
  private static let camera = Camera(
    width: 96, height: 72, focalLength: [80, 76], principalPoint: [47, 37.5], worldToCamera: .identity)

  private static let perspective = Lens(radial: [-0.21, 0.08, -0.02, 0], tangential: [0.004, -0.006])
  private static let rational = Lens(
    radial: [0.5, -0.12, 0.02, 0], denominator: [0.72, -0.06, 0.015], tangential: [0.002, -0.003])
  private static let fisheye = Lens(model: .fisheye, radial: [0.05, -0.02, 0.01, -0.003])

  /// OpenCV's `projectPoints` for a point in the camera's frame, written anew from its documentation.
  private static func project(_ point: SIMD3<Double>, _ lens: Lens) -> SIMD2<Double> {
    let a = point.x / point.z
    let b = point.y / point.z
    let r = (a * a + b * b).squareRoot()
    let k = [lens.radial.x, lens.radial.y, lens.radial.z, lens.radial.w]
    var u: Double
    var v: Double
    switch lens.model {
    case .perspective:
      let d = lens.denominator
      let scale =
        (1 + k[0] * pow(r, 2) + k[1] * pow(r, 4) + k[2] * pow(r, 6))
        / (1 + d.x * pow(r, 2) + d.y * pow(r, 4) + d.z * pow(r, 6))
      let (p1, p2) = (lens.tangential.x, lens.tangential.y)
      u = a * scale + 2 * p1 * a * b + p2 * (r * r + 2 * a * a)
      v = b * scale + p1 * (r * r + 2 * b * b) + 2 * p2 * a * b
    case .fisheye:
      let theta = atan2((point.x * point.x + point.y * point.y).squareRoot(), point.z)
      let bent =
        theta + k[0] * pow(theta, 3) + k[1] * pow(theta, 5) + k[2] * pow(theta, 7) + k[3] * pow(theta, 9)
      u = r > 0 ? a / r * bent : 0
      v = r > 0 ? b / r * bent : 0
    }
    u = camera.focalLength.x * u + camera.principalPoint.x
    v = camera.focalLength.y * v + camera.principalPoint.y
    return [u, v]
  }

  /// What the lens would record of a scene whose colour depends on where its ray leaves.
  private func recording(_ lens: Lens, _ color: (SIMD2<Double>) -> Float) -> Image {
    let camera = Self.camera
    var image = Image(width: camera.width, height: camera.height, channels: 1, repeating: 0)
    for y in 0..<camera.height {
      for x in 0..<camera.width {
        image[x, y] = color(undistortedRay([Double(x) + 0.5, Double(y) + 0.5], lens))
      }
    }
    return image
  }

  /// The ray that the lens sends to `pixel`, by Newton's method with differences.
  private func undistortedRay(_ pixel: SIMD2<Double>, _ lens: Lens) -> SIMD2<Double> {
    var ray = (pixel - Self.camera.principalPoint) / Self.camera.focalLength
    let step = 1e-6
    for _ in 0..<20 {
      let here = Self.project([ray.x, ray.y, 1], lens)
      let right = (Self.project([ray.x + step, ray.y, 1], lens) - here) / step
      let down = (Self.project([ray.x, ray.y + step, 1], lens) - here) / step
      let miss = pixel - here
      let determinant = right.x * down.y - down.x * right.y
      ray.x += (miss.x * down.y - down.x * miss.y) / determinant
      ray.y += (right.x * miss.y - miss.x * right.y) / determinant
    }
    return ray
  }

  @Test(arguments: [perspective, rational, fisheye]) func distortsAsOpenCVDoes(lens: Lens) {
    for x in stride(from: -0.6, through: 0.6, by: 0.15) {
      for y in stride(from: -0.5, through: 0.5, by: 0.1) {
        let place =
          lens.distorted([x, y]) * Self.camera.focalLength + Self.camera.principalPoint
        let difference = place - Self.project([x * 2, y * 2, 2], lens)
        #expect(max(abs(difference.x), abs(difference.y)) < 1e-9)
      }
    }
  }

  @Test(arguments: [perspective, rational, fisheye]) func undoesWhatTheLensRecorded(lens: Lens) {
    func color(_ ray: SIMD2<Double>) -> Float { Float(0.5 + 0.2 * sin(6 * ray.x) + 0.2 * cos(5 * ray.y)) }
    let undistortion = Undistortion(camera: Self.camera, lens: lens)
    let image = undistortion.undistorted(recording(lens, color))
    var worst: Float = 0
    for y in 0..<image.height {
      for x in 0..<image.width where undistortion.validity.map({ $0[x, y] == 1 }) ?? true {
        let pixel = SIMD2(Double(x) + 0.5, Double(y) + 0.5)
        worst = max(
          worst, abs(image[x, y] - color((pixel - Self.camera.principalPoint) / Self.camera.focalLength)))
      }
    }
    #expect(worst < 0.01)
  }

  /// A straight edge in the scene is bent by the lens and straight again afterwards.
  @Test func straightLinesStayStraight() throws {
    func color(_ ray: SIMD2<Double>) -> Float {
      Float(1 / (1 + exp(-(ray.y + 0.3 + 0.2 * ray.x) * 60)))
    }
    let bent = recording(Self.perspective, color)
    let straight = Undistortion(camera: Self.camera, lens: Self.perspective).undistorted(bent)
    #expect(try bend(bent) > 0.5)
    #expect(try bend(straight) < 0.06)
  }

  /// How many pixels the rows at which columns cross 0.5 leave their best line.
  private func bend(_ image: Image) throws -> Double {
    let crossings = try stride(from: 6, to: 90, by: 4).map { x in
      let y = try #require((1..<image.height).first { image[x, $0] >= 0.5 })
      let (before, after) = (Double(image[x, y - 1]), Double(image[x, y]))
      return SIMD2(Double(x), Double(y - 1) + (0.5 - before) / (after - before))
    }
    let mean = crossings.reduce(.zero, +) / Double(crossings.count)
    let offsets = crossings.map { $0 - mean }
    let slope = offsets.reduce(0) { $0 + $1.x * $1.y } / offsets.reduce(0) { $0 + $1.x * $1.x }
    return offsets.map { abs($0.y - slope * $0.x) }.max() ?? 0
  }

  /// A lens that spreads its image leaves nothing for the corners; one that gathers it fills all.
  @Test func tellsWhatWasNotRecorded() {
    let spreading = Undistortion(camera: Self.camera, lens: Lens(radial: [0.3, 0, 0, 0]))
    #expect(spreading.validity?[0, 0] == 0)
    #expect(spreading.validity?[48, 36] == 1)
    let gathering = Undistortion(camera: Self.camera, lens: Lens(radial: [-0.1, 0, 0, 0]))
    #expect(gathering.validity == nil)
  }

  /// r (1 - r²) turns back at r = 1/√3: rays beyond come to places that nearer rays have taken.
  @Test func rulesOutWhereThePolynomialFolds() {
    let lens = Lens(radial: [-1, 0, 0, 0])
    let limit = lens.unfoldedRadius(upTo: 1)
    #expect(abs(limit - 1 / 3.0.squareRoot()) < 2e-3)
    #expect(lens.unfoldedRadius(upTo: 0.5) == 0.5)
    let undistortion = Undistortion(camera: Self.camera, lens: lens)
    #expect(undistortion.validity?[0, 0] == 0)
  }

  @Test func takesTheNearestForLabels() {
    let lens = Lens(radial: [0.3, 0, 0, 0])
    let undistortion = Undistortion(camera: Self.camera, lens: lens)
    var labels = LabelImage(width: 96, height: 72, channels: 1, repeating: 3)
    labels[0, 0] = 1
    let result = undistortion.undistortedNearest(labels, unknown: 0)
    #expect(Set(result.values) == [0, 3])
    #expect(result.values.map { $0 == 0 ? 0 : 1 } == undistortion.validity?.values)
  }
}
