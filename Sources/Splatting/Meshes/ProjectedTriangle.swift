/// A triangle as one camera sees it, in homogeneous form: nothing has to be clipped.
///
/// A ray `r` through a sample meets the plane of the camera-frame corners `v` at depth `z` where
/// `r = sum(b_i * v_i)`; Cramer's rule gives `b_i = n_i . r / det` with `n_0 = v_1 x v_2` and so on. The ray hits
/// the triangle where all `b_i >= 0`, at `1 / z = sum(b_i)`, with barycentric coordinates `b_i * z`. Two triangles
/// at one edge have numerators that differ in sign alone, so no sample falls between them.
struct ProjectedTriangle {
  /// The three numerators `n_i . r` at column 0, row 0, in their lanes; the last is unused.
  var origin: SIMD4<Double>
  /// Their change from column to column.
  var perColumn: SIMD4<Double>
  /// Their change from row to row.
  var perRow: SIMD4<Double>
  /// `1 / det`.
  var scale: Double
  /// Columns that it may cover.
  var columns: Range<Int32>
  /// Rows that it may cover.
  var rows: Range<Int32>
  /// The corners, as indices into the vertices of all surfaces.
  var vertices: SIMD3<Int32>
  /// Which surface it belongs to.
  var surface: Int32

  /// What is nearer than this, in metres, is not drawn.
  static let near = 0.02

  /// Sets up the triangle with corners `a`, `b`, `c` in the camera's frame; none where it is not to be seen.
  init?(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, camera: Camera, vertices: SIMD3<Int32>,
    surface: Int32
  ) {
    let normals = (cross(c, b), cross(a, c), cross(b, a))
    let determinant = dot(a, normals.0)
    guard determinant > 0, determinant < .infinity, max(a.z, b.z, c.z) > Self.near else { return nil }
    scale = 1 / determinant
    let x = SIMD4(normals.0.x, normals.1.x, normals.2.x, 0) / camera.focalLength.x
    let y = SIMD4(normals.0.y, normals.1.y, normals.2.y, 0) / camera.focalLength.y
    let z = SIMD4(normals.0.z, normals.1.z, normals.2.z, 0)
    perColumn = x
    perRow = y
    origin = z + x * (0.5 - camera.principalPoint.x) + y * (0.5 - camera.principalPoint.y)
    (columns, rows) = Self.bounds(a, b, c, camera: camera)
    self.vertices = vertices
    self.surface = surface
    if columns.isEmpty || rows.isEmpty { return nil }
  }

  /// The samples that the triangle may cover: all, where a corner is beside or behind the camera.
  private static func bounds(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, camera: Camera
  ) -> (columns: Range<Int32>, rows: Range<Int32>) {
    let size = SIMD2(Double(camera.width), Double(camera.height))
    guard min(a.z, b.z, c.z) > near else {
      return (0..<Int32(camera.width), 0..<Int32(camera.height))
    }
    func project(_ p: SIMD3<Double>) -> SIMD2<Double> {
      camera.focalLength * SIMD2(p.x, p.y) / p.z + camera.principalPoint
    }
    let (p, q, r) = (project(a), project(b), project(c))
    // One sample more on each side than the centres need: rounding must not cost an edge.
    let low = pointwiseMin(pointwiseMax(pointwiseMin(pointwiseMin(p, q), r) - 1.5, .zero), size)
    let high = pointwiseMin(pointwiseMax(pointwiseMax(pointwiseMax(p, q), r) + 1.5, low), size)
    return (Int32(low.x)..<Int32(high.x), Int32(low.y)..<Int32(high.y))
  }

  /// The numerators at a row, at its column 0.
  @inline(__always)
  func numerators(row: Int) -> SIMD4<Double> { perRow * Double(row) + origin }

  /// The depth and the barycentric coordinates at a sample of the triangle's plane.
  @inline(__always)
  func hit(column: Int, row: Int) -> (depth: Double, weights: SIMD3<Float>) {
    let e = perColumn * Double(column) + numerators(row: row)
    let sum = e.x + e.y + e.z
    return (1 / (sum * scale), SIMD3<Float>(Float(e.x / sum), Float(e.y / sum), Float(e.z / sum)))
  }
}
