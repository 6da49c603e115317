/// Makes a closed, coloured mesh of depth images.
public enum DepthFusion {
  /// The surface that `views` see between `lower` and `upper`; none where there is none.
  ///
  /// Depths are averaged as truncated signed distances (Curless and Levoy 1996), whose zero level is made triangles by
  /// surface nets. What lies behind the surfaces of all views counts as inside: views should come from all sides.
  /// - Parameter cell: the distance of samples, metres; what is thinner than a few of them may be lost.
  public static func mesh(
    _ views: [FusedView], lower: SIMD3<Double>, upper: SIMD3<Double>, cell: Double
  ) -> ColoredMesh? {
    require(cell > 0 && (upper - lower).min() > 0, "a box and its cells have a size")
    let volume = DistanceVolume(views, lower: lower, upper: upper, cell: cell)
    let mesh = SurfaceNets.mesh(lower: lower, upper: upper, cell: cell) { volume.value(at: $0) }
    guard !mesh.faces.isEmpty else { return nil }
    let normals = mesh.vertexNormals()
    let colors = mesh.positions.indices.map { index in
      color(at: mesh.positions[index], normal: normals[index], views: views, tolerance: Float(2 * cell))
    }
    return ColoredMesh(mesh: mesh, colors: colors)
  }

  /// The mean of what the views see there, those that look straight at it more than others; grey where none does.
  private static func color(
    at point: SIMD3<Float>, normal: SIMD3<Float>, views: [FusedView], tolerance: Float
  ) -> SIMD3<Float> {
    var (sum, weight) = (SIMD3<Float>.zero, Float(0))
    for view in views {
      guard let place = view.pixel(of: SIMD3<Double>(point)) else { continue }
      let depth = view.depth[place.x, place.y]
      guard depth > 0, abs(depth - place.depth) < tolerance else { continue }
      let direction = normalize(SIMD3<Float>(view.camera.position) - point)
      let share = max(dot(direction, normal), 0.01)
      let image = view.image
      sum += share * SIMD3(image[place.x, place.y, 0], image[place.x, place.y, 1], image[place.x, place.y, 2])
      weight += share
    }
    return weight > 0 ? sum / weight : SIMD3(repeating: 0.5)
  }
}
