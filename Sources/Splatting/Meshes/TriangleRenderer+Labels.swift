import Images

extension TriangleRenderer {
  /// What `camera` sees at its pixels' centres, without colours: the labels of `surfaces` (0 where there is none) and
  /// their depth along the camera's axis in metres (0 where there is none).
  public static func labels(_ surfaces: [Surface], camera: Camera) -> (labels: LabelImage, depth: DepthImage)
  {
    let view = VisibilityBuffer(surfaces, camera: camera)
    let (width, height) = (camera.width, camera.height)
    let labels = view.samples.map { sample in
      sample.triangle < 0 ? 0 : surfaces[Int(view.triangles[Int(sample.triangle)].surface)].label
    }
    let depth = view.samples.map { $0.inverseDepth > 0 ? 1 / $0.inverseDepth : 0 }
    return (
      LabelImage(width: width, height: height, channels: 1, values: labels),
      DepthImage(width: width, height: height, channels: 1, values: depth)
    )
  }
}
