import Foundation
import Splatting

extension TrackerCamera {
  /// What HaMeR and WiLoR assume: a focal length of 5000 pixels for a crop of 256, so of 5000 / 256 of the longer side
  /// for the whole image, and the middle of the image (`demo.py`, `scaled_focal_length`).
  init(assumedFor camera: Camera) {
    let (width, height) = (Double(camera.width), Double(camera.height))
    self.init(focalLength: 5000 / 256 * max(width, height), center: [width / 2, height / 2])
  }

  /// From this camera's frame to that of the camera that in truth made the images, for a hand around `point`.
  ///
  /// A tracker tells how large the hand appears, from which it takes the distance by its focal length f: tz = 2 f / (b
  /// s) for a box of b pixels and the scale s. With the true focal length f' the hand is f' / f as far. Its place in
  /// the image stays, and it turns with the ray to it, so that it looks from the camera as it did.
  func correction(to camera: Camera, at point: SIMD3<Double>) -> RigidTransform {
    // In the plane of the camera's centre nothing is seen that could stay in its place.
    guard abs(point.z) > 1e-6 else { return .identity }
    let pixel = SIMD2(point.x, point.y) / point.z * focalLength + center
    let trueFocalLength = (camera.focalLength.x * camera.focalLength.y).squareRoot()
    let depth = point.z * trueFocalLength / focalLength
    let place = (pixel - camera.principalPoint) / camera.focalLength * depth
    let target = SIMD3(place.x, place.y, depth)
    let turn = Self.rotation(from: point, to: target)
    return RigidTransform(rotation: turn, translation: target - turn * point)
  }

  /// The shortest rotation between two directions.
  private static func rotation(from a: SIMD3<Double>, to b: SIMD3<Double>) -> Matrix3 {
    let axis = cross(a, b)
    let sine = length(axis)
    guard sine > 1e-12 * length(a) * length(b) else { return .identity }
    return Matrix3(axis: axis / sine, angle: atan2(sine, dot(a, b)))
  }
}
