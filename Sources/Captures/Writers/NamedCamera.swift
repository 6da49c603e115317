import Splatting

/// A camera with the name of its image, as programs for structure from motion want it.
public struct NamedCamera: Sendable, Equatable {
  /// The image's file name.
  public var name: String
  /// The camera, world frame, metres.
  public var camera: Camera
  /// When, in 0...1.
  public var time: Double

  /// Puts a named camera together.
  public init(name: String, camera: Camera, time: Double) {
    self.name = name
    self.camera = camera
    self.time = time
  }
}
