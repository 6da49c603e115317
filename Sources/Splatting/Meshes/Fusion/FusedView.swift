import Images

/// A view that a surface is fused from.
public struct FusedView: Sendable {
  /// Where it was taken from.
  public var camera: Camera
  /// Depth along the camera's axis in metres; 0 where nothing is seen.
  public var depth: DepthImage
  /// What is seen, red, green, blue in 0...1.
  public var image: Image

  /// Puts a view together; the images must have the camera's size.
  public init(camera: Camera, depth: DepthImage, image: Image) {
    require(depth.width == camera.width && depth.height == camera.height, "the depth has the camera's size")
    require(image.size == depth.size && image.channels >= 3, "the image has the camera's size and colours")
    self.camera = camera
    self.depth = depth
    self.image = image
  }

  /// Where a point of the world falls in the image: its pixel, none outside, and its depth.
  func pixel(of point: SIMD3<Double>) -> (x: Int, y: Int, depth: Float)? {
    let seen = camera.worldToCamera * point
    guard seen.z > 1e-6 else { return nil }
    let x = camera.focalLength.x * seen.x / seen.z + camera.principalPoint.x
    let y = camera.focalLength.y * seen.y / seen.z + camera.principalPoint.y
    guard x >= 0, y >= 0, x < Double(camera.width), y < Double(camera.height) else { return nil }
    return (Int(x), Int(y), Float(seen.z))
  }
}
