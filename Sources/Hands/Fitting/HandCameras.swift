import Images
import Splatting

/// What is known of the cameras of a video.
public enum HandCameras: Sendable {
  /// The camera of every frame.
  case known([Camera])
  /// One camera that stands still; it is the world's origin, axes as OpenCV's.
  case still(focalLength: Double, size: ImageSize)
  /// As ``still(focalLength:size:)``, with a focal length that is estimated from the hands.
  case unknown(size: ImageSize)

  /// The cameras of `count` frames; `focalLength` in pixels in place of an unknown one.
  func cameras(count: Int, focalLength: Double) -> [Camera] {
    switch self {
    case .known(let cameras): cameras
    case .still(let focalLength, let size):
      Array(repeating: Self.camera(focalLength, size), count: count)
    case .unknown(let size): Array(repeating: Self.camera(focalLength, size), count: count)
    }
  }

  /// The first guess of the focal length, in pixels, where it is not known.
  func guess(_ settings: HandFitSettings) -> Double? {
    guard case .unknown(let size) = self else { return nil }
    return settings.assumedFocalLength * Double(max(size.width, size.height))
  }

  private static func camera(_ focalLength: Double, _ size: ImageSize) -> Camera {
    Camera(
      width: size.width, height: size.height, focalLength: [focalLength, focalLength],
      principalPoint: [Double(size.width) / 2, Double(size.height) / 2], worldToCamera: .identity)
  }
}
