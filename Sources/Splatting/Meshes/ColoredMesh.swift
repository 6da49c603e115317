/// Triangles with a colour a vertex.
public struct ColoredMesh: Sendable, Equatable {
  /// The triangles.
  public var mesh: TriangleMesh
  /// Red, green, blue of each vertex as a display shows them (sRGB), in 0...1.
  public var colors: [SIMD3<Float>]

  /// Puts a mesh together; there must be a colour for every vertex.
  public init(mesh: TriangleMesh, colors: [SIMD3<Float>]) {
    require(mesh.positions.count == colors.count, "a coloured mesh has a colour a vertex")
    self.mesh = mesh
    self.colors = colors
  }

  /// The mesh moved by `transform`.
  public func transformed(by transform: SimilarityTransform) -> ColoredMesh {
    ColoredMesh(
      mesh: TriangleMesh(positions: transform.applied(to: mesh.positions), faces: mesh.faces), colors: colors)
  }
}
