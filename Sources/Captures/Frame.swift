import Foundation
import Images
import Splatting

/// One recorded image with its camera and time, and what else is known of it.
public struct Frame: Sendable {
  /// The split that a data set gives its frames.
  public enum Split: String, Sendable, Codable {
    case train, validation, test
  }

  /// A name to show and to match files by: the image's file name without its extension.
  public var name: String
  /// The image file.
  public var imageURL: URL
  /// 8-bit labels (see ``LabelImage``), where there are any.
  public var maskURL: URL?
  /// 16-bit depth in millimetres, where there is any.
  public var depthURL: URL?
  /// Pixels that may be used, 8-bit, 0 where not (nerfstudio's masks mean this), where the data set says so.
  public var validityURL: URL?
  /// The camera of the image as it is handed out: undistorted, and scaled with it.
  public var camera: Camera
  /// Columns and rows of the image file; the camera has others once the frame is downscaled.
  public var fileSize: ImageSize
  /// The lens of the file's image; none where it is a pinhole already.
  public var lens: Lens?
  /// Time in 0...1.
  public var time: Double
  /// The split given by the data set; none where it is ours to choose.
  public var split: Split?
  /// What shows through where the image file is transparent: red, green, blue in 0...1.
  public var background: SIMD3<Float> = .zero

  /// Puts a frame together from its parts.
  ///
  /// The image file has the size of `camera`.
  public init(
    name: String, imageURL: URL, maskURL: URL? = nil, depthURL: URL? = nil, camera: Camera,
    lens: Lens? = nil, time: Double, split: Split? = nil
  ) {
    self.name = name
    self.imageURL = imageURL
    self.maskURL = maskURL
    self.depthURL = depthURL
    self.camera = camera
    self.fileSize = ImageSize(width: camera.width, height: camera.height)
    self.lens = lens
    self.time = time
    self.split = split
  }
}
