import Splatting

/// Cameras of some of an import's frames.
struct SolvedCameras {
  /// The camera of each frame, with its lens; none where the frame could not be placed.
  var views: [(camera: Camera, lens: Lens?)?]
  /// Scene points in the cameras' world.
  var points: PointCloud
  /// Whether lengths are metres.
  var isMetric: Bool

  /// The frames that have a camera.
  var placed: [Int] { views.indices.filter { views[$0] != nil } }

  /// The same with lengths multiplied by `scale`.
  func scaled(by scale: Double) -> SolvedCameras {
    var result = self
    result.views = views.map { view in
      view.map { camera, lens in
        var camera = camera
        camera.worldToCamera.translation *= scale
        return (camera, lens)
      }
    }
    result.points.positions = points.positions.map { $0 * Float(scale) }
    result.isMetric = true
    return result
  }
}
