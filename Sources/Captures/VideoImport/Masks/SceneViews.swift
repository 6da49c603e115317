import Images
import Splatting

/// The cameras of a video as its small pictures see, and how far away things are.
struct SceneViews {
  /// The frames, all of one size.
  let frames: [Frame]
  /// Points of the scene, and of hands; they tell distances.
  let points: [SIMD3<Float>]
  /// The size of the small pictures.
  let size: ImageSize

  /// Distances that are assumed where no points are known, in the world's unit.
  private static let assumed: ClosedRange<Float> = 0.2...8
  /// How many frames' points are looked at, and how many points.
  private static let (frameCount, pointCount) = (16, 3000)

  /// The space that the frames' cameras move in.
  func space() -> SceneSpace {
    var views: [SceneView] = []
    var last: (camera: Camera, lens: Lens?, optics: SceneOptics)?
    for frame in frames {
      let optics: SceneOptics
      if let last, last.lens == frame.lens, last.camera.focalLength == frame.camera.focalLength,
        last.camera.principalPoint == frame.camera.principalPoint
      {
        optics = last.optics
      } else {
        optics = SceneOptics(frame.camera, lens: frame.lens, size: size)
      }
      last = (frame.camera, frame.lens, optics)
      views.append(SceneView(frame.camera, optics: optics))
    }
    return SceneSpace(views: views, distances: distances(views))
  }

  /// The nearest and the farthest of most points that are seen, with room.
  private func distances(_ views: [SceneView]) -> ClosedRange<Float> {
    let chosen = stride(from: 0, to: points.count, by: max(1, points.count / Self.pointCount)).map {
      points[$0]
    }
    var depths: [Float] = []
    for index in stride(from: 0, to: views.count, by: max(1, views.count / Self.frameCount)) {
      for point in chosen {
        let place = views[index].toCamera(point)
        guard place.z > 0 else { continue }
        let pixel = views[index].optics.pixel(place)
        if pixel.x >= 0, pixel.y >= 0, pixel.x < Float(size.width), pixel.y < Float(size.height) {
          depths.append(place.z)
        }
      }
    }
    guard depths.count >= 8 else { return Self.assumed }
    depths.sort()
    let (near, far) = (depths[depths.count / 100] * 0.75, depths[depths.count * 99 / 100] * 1.5)
    return near...max(far, 1.1 * near)
  }
}
