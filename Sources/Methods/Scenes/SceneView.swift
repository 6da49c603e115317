import Splatting

/// A view of the capture that a scene was made from.
public struct SceneView: Sendable, Equatable, Codable {
  /// What the view was for.
  public enum Role: String, Sendable, Codable {
    /// The scene was learnt from it.
    case train
    /// It was held out.
    case test
    /// It is from another camera, for evaluation only.
    case novel
  }

  /// The frame's name.
  public var name: String
  /// What the view was for.
  public var role: Role
  /// Where it was taken from, at the size that the scene was made at.
  public var camera: Camera
  /// When, in 0...1.
  public var time: Double

  /// Puts a view together.
  public init(name: String, role: Role, camera: Camera, time: Double) {
    self.name = name
    self.role = role
    self.camera = camera
    self.time = time
  }

  /// Whether something can be rendered for the view.
  var isUsable: Bool {
    let sizes = 1...65536
    let focal = camera.focalLength
    return sizes.contains(camera.width) && sizes.contains(camera.height) && focal.x > 0 && focal.y > 0
      && (0...1).contains(time)
  }
}
