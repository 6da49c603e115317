import Foundation
import Images
import Splatting

/// Where the cameras of an imported video come from.
public enum CameraSource: Sendable, Equatable {
  /// ``still`` or ``solved``, by whether the background moves.
  case automatic
  /// One camera that stands still: the world's origin, axes as OpenCV's.
  case still
  /// By structure from motion: COLMAP.
  case solved
  /// Known ones: a `transforms.json`, or the folder of a capture, a nerfstudio data set or a COLMAP model.
  case given(URL)
}

/// What is known of the focal length of a video's camera.
public enum FocalLength: Sendable, Equatable {
  /// Pixels of the video's own frames.
  case pixels(Double)
  /// The horizontal field of view, degrees.
  case fieldOfView(Double)

  /// The focal length in pixels of frames of `size`, from a video of `videoSize`.
  func pixels(size: ImageSize, videoSize: ImageSize) -> Double {
    switch self {
    case .pixels(let length): length * Double(size.width) / Double(videoSize.width)
    case .fieldOfView(let degrees): Double(size.width) / 2 / tan(degrees * .pi / 360)
    }
  }
}

extension Camera {
  /// A camera in the world's origin, with square pixels and its axis through the middle.
  static func still(focalLength: Double, size: ImageSize) -> Camera {
    Camera(
      width: size.width, height: size.height, focalLength: [focalLength, focalLength],
      principalPoint: [Double(size.width) / 2, Double(size.height) / 2], worldToCamera: .identity)
  }
}
