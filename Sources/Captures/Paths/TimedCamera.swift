import Splatting

/// A camera and the time at which it looks.
public struct TimedCamera: Sendable, Equatable, Codable {
  /// The camera.
  public var camera: Camera
  /// Time in 0...1.
  public var time: Double

  /// Pairs a camera with a time.
  public init(camera: Camera, time: Double) {
    self.camera = camera
    self.time = time
  }
}
