/// The nearest triangle at every sample of a view.
struct VisibilityBuffer {
  /// What is seen at one sample.
  struct Sample {
    /// One over its depth along the camera's axis, per metre; 0 where nothing is seen.
    var inverseDepth: Float
    /// Which of ``VisibilityBuffer/triangles``; -1 where nothing is seen.
    var triangle: Int32
  }

  /// Samples a row.
  let width: Int
  /// Rows of samples.
  let height: Int
  /// All that may be seen.
  let triangles: [ProjectedTriangle]
  /// Row by row.
  let samples: [Sample]

  /// Finds what each pixel centre of `camera` sees.
  init(_ surfaces: [Surface], camera: Camera) {
    width = camera.width
    height = camera.height
    let triangles = Self.project(surfaces, camera: camera)
    let (width, height) = (camera.width, camera.height)
    samples = Array(unsafeUninitializedCapacity: width * height) { samples, count in
      samples.initialize(repeating: Sample(inverseDepth: 0, triangle: -1))
      // Each band of rows writes its own samples alone.
      nonisolated(unsafe) let target = samples
      forEachBand(rows: height, bandHeight: 24) { band in
        triangles.withUnsafeBufferPointer { triangles in
          for index in triangles.indices where triangles[index].rows.overlaps(band) {
            Self.draw(triangles[index], index: Int32(index), band: band, samples: target, width: width)
          }
        }
      }
      count = width * height
    }
    self.triangles = triangles
  }

  private static func project(_ surfaces: [Surface], camera: Camera) -> [ProjectedTriangle] {
    var triangles: [ProjectedTriangle] = []
    triangles.reserveCapacity(surfaces.reduce(0) { $0 + $1.mesh.faces.count })
    var firstVertex: Int32 = 0
    for (index, surface) in surfaces.enumerated() {
      let corners = surface.mesh.positions.map { camera.worldToCamera * SIMD3<Double>($0) }
      for face in surface.mesh.faces {
        let triangle = ProjectedTriangle(
          corners[Int(face.x)], corners[Int(face.y)], corners[Int(face.z)], camera: camera,
          vertices: face &+ firstVertex, surface: Int32(index))
        if let triangle { triangles.append(triangle) }
      }
      firstVertex += Int32(corners.count)
    }
    return triangles
  }

  private static func draw(
    _ triangle: ProjectedTriangle, index: Int32, band: Range<Int>,
    samples: UnsafeMutableBufferPointer<Sample>, width: Int
  ) {
    let farthest = Float(1 / ProjectedTriangle.near)
    let columns = Int(triangle.columns.lowerBound)..<Int(triangle.columns.upperBound)
    let rows = Range(uncheckedBounds: (Int(triangle.rows.lowerBound), Int(triangle.rows.upperBound)))
    for row in rows.clamped(to: band) {
      let atRow = triangle.numerators(row: row)
      for column in columns {
        let e = triangle.perColumn * Double(column) + atRow
        guard e.x >= 0, e.y >= 0, e.z >= 0 else { continue }
        let inverseDepth = Float((e.x + e.y + e.z) * triangle.scale)
        let place = row * width + column
        if inverseDepth > samples[place].inverseDepth, inverseDepth < farthest {
          samples[place] = Sample(inverseDepth: inverseDepth, triangle: index)
        }
      }
    }
  }
}

extension Range<Int32> {
  /// Whether the ranges share a number.
  @inline(__always)
  fileprivate func overlaps(_ other: Range<Int>) -> Bool {
    Int(lowerBound) < other.upperBound && other.lowerBound < Int(upperBound)
  }
}
