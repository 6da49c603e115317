extension TriangleMesh {
  /// The mesh with each of its holes closed by triangles around the hole's middle; the middles are added to the
  /// vertices.
  ///
  /// A hole is a loop of edges that have a triangle on one side alone, such as the wrist of a hand. Where loops touch,
  /// the edges are left open.
  public func closed() -> TriangleMesh {
    var mesh = self
    for loop in boundaryLoops() {
      let middle = loop.reduce(SIMD3<Float>.zero) { $0 + positions[Int($1)] } / Float(loop.count)
      let index = Int32(mesh.positions.count)
      mesh.positions.append(middle)
      for (place, vertex) in loop.enumerated() {
        mesh.faces.append([loop[(place + 1) % loop.count], vertex, index])
      }
    }
    return mesh
  }

  /// The vertices around each hole, in the direction of the triangles beside it.
  private func boundaryLoops() -> [[Int32]] {
    var next = openEdges()
    var loops: [[Int32]] = []
    // Sorted, so that the result does not depend on the dictionary's order.
    for start in next.keys.sorted() {
      var loop: [Int32] = []
      var vertex = start
      while let following = next.removeValue(forKey: vertex) {
        loop.append(vertex)
        vertex = following
      }
      if loop.count > 2, vertex == start { loops.append(loop) }
    }
    return loops
  }

  /// Edges with a triangle on one side, from their first vertex to their second.
  private func openEdges() -> [Int32: Int32] {
    var edges: Set<SIMD2<Int32>> = []
    for face in faces {
      edges.formUnion([[face.x, face.y], [face.y, face.z], [face.z, face.x]])
    }
    var open: [Int32: Int32] = [:]
    for edge in edges where !edges.contains([edge.y, edge.x]) { open[edge.x] = edge.y }
    return open
  }
}
