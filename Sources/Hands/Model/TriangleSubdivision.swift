import Tensors

/// Triangles cut in four at the middle of their edges; triangles at one edge share its middle.
struct TriangleSubdivision {
  /// The ends of each edge; its middle follows the vertices there were, in this order.
  private(set) var edges: [SIMD2<Int32>] = []
  /// Four triangles for each there was: at its three corners, then the middle one.
  private(set) var faces: [SIMD3<Int32>] = []

  /// Cuts `faces` of a mesh with `vertexCount` vertices.
  init(_ faces: [SIMD3<Int32>], vertexCount: Int) {
    var middles: [SIMD2<Int32>: Int32] = [:]
    self.faces.reserveCapacity(faces.count * 4)
    for face in faces {
      let ab = middle(face.x, face.y, &middles, vertexCount)
      let bc = middle(face.y, face.z, &middles, vertexCount)
      let ca = middle(face.z, face.x, &middles, vertexCount)
      self.faces += [[face.x, ab, ca], [ab, face.y, bc], [ca, bc, face.z], [ab, bc, ca]]
    }
  }

  private mutating func middle(
    _ a: Int32, _ b: Int32, _ middles: inout [SIMD2<Int32>: Int32], _ vertexCount: Int
  ) -> Int32 {
    let edge = SIMD2(min(a, b), max(a, b))
    if let there = middles[edge] { return there }
    let index = Int32(vertexCount + edges.count)
    edges.append(edge)
    middles[edge] = index
    return index
  }

  /// What vertices have, one a row of `values`, with the means of the edges' ends after it.
  func interpolated(_ values: Tensor) -> Tensor {
    func rows(_ ends: [Int32]) -> Tensor { values.selecting(Tensor(ends).to(values.device)) }
    return .concatenated([values, (rows(edges.map(\.x)) + rows(edges.map(\.y))) * 0.5])
  }
}
