import Splatting
import Tensors

extension TriangleMesh {
  /// Points drawn evenly over the surface; the same seed gives the same points.
  ///
  /// A triangle is drawn by its area, a point in it by two uniform numbers (Osada et al. 2002, "Shape
  /// Distributions", equation 1).
  /// - Throws: ``MetricsError`` if there is no surface, or a vertex of it is not finite.
  public func surfacePoints(_ count: Int, seed: UInt64) throws -> [SIMD3<Float>] {
    var total = 0.0
    let sums = faces.map { face in
      total += area(face)
      return total
    }
    guard total > 0, total.isFinite else {
      throw MetricsError("the mesh has no surface: its triangles have an area of \(total) m²")
    }
    let draws = Tensor.randomUniform([count, 3], .float64, generator: RandomGenerator(seed: seed))
      .elements(as: Double.self)
    return (0..<count).map { index in
      let (choice, r, t) = (draws[index * 3] * total, draws[index * 3 + 1].squareRoot(), draws[index * 3 + 2])
      let (a, b, c) = corners(faces[Self.first(sums, above: choice)])
      return SIMD3<Float>(a * (1 - r) + b * (r * (1 - t)) + c * (r * t))
    }
  }

  /// The place of the first of the rising `sums` that is above `value`, which the last one is.
  private static func first(_ sums: [Double], above value: Double) -> Int {
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func area(_ face: SIMD3<Int32>) -> Double {
    let (a, b, c) = corners(face)
    return length(cross(b - a, c - a)) / 2
  }

  private func corners(_ face: SIMD3<Int32>) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    func corner(_ index: Int32) -> SIMD3<Double> { SIMD3<Double>(positions[Int(index)]) }
    return (corner(face.x), corner(face.y), corner(face.z))
  }
}
