/// A pinhole camera without distortion, in OpenCV's convention: x right, y down, z forward; pixel centres at +0.5.
public struct Camera: Sendable, Equatable, Codable {
  /// Image size in pixels.
  public var width: Int
  /// Image size in pixels.
  public var height: Int
  /// Focal lengths in pixels.
  public var focalLength: SIMD2<Double>
  /// The axis' crossing with the image, in pixels from the top left corner (not centre) of the first pixel.
  public var principalPoint: SIMD2<Double>
  /// From the world frame (metres) to the camera's.
  public var worldToCamera: RigidTransform

  /// Makes a camera from its intrinsics in pixels and its pose.
  public init(
    width: Int, height: Int, focalLength: SIMD2<Double>, principalPoint: SIMD2<Double>,
    worldToCamera: RigidTransform
  ) {
    self.width = width
    self.height = height
    self.focalLength = focalLength
    self.principalPoint = principalPoint
    self.worldToCamera = worldToCamera
  }

  /// The camera's centre in the world frame.
  public var position: SIMD3<Double> { worldToCamera.inverse.translation }

  /// The direction in which the camera looks, in the world frame, of length 1.
  public var forward: SIMD3<Double> { worldToCamera.rotation.rows.2 }

  /// The same view at another image size.
  public func resized(width newWidth: Int, height newHeight: Int) -> Camera {
    let scale = SIMD2(Double(newWidth) / Double(width), Double(newHeight) / Double(height))
    var camera = self
    (camera.width, camera.height) = (newWidth, newHeight)
    camera.focalLength *= scale
    camera.principalPoint *= scale
    return camera
  }

  /// A camera at `position` that looks at `target`, with `up` upwards in its image.
  public init(
    lookingAt target: SIMD3<Double>, from position: SIMD3<Double>, up: SIMD3<Double> = [0, 0, 1],
    width: Int, height: Int, focalLength: Double
  ) {
    let z = normalize(target - position)
    let x = normalize(cross(z, up))
    let rotation = Matrix3(x, cross(z, x), z)
    self.init(
      width: width, height: height, focalLength: [focalLength, focalLength],
      principalPoint: [Double(width) / 2, Double(height) / 2],
      worldToCamera: RigidTransform(rotation: rotation, translation: -(rotation * position)))
  }
}
