/// A mesh where it is to be drawn, with what it looks like.
///
/// Only the outside of triangles is drawn: meshes are closed, or seen from their outside alone.
public struct Surface: Sendable {
  /// The mesh in the world frame.
  public var mesh: TriangleMesh
  /// Unit normals of the vertices, world frame.
  public var normals: [SIMD3<Float>]
  /// Where each vertex is in the object at rest: what the material is asked for.
  public var texturePositions: [SIMD3<Float>]
  /// What it looks like.
  public var material: any Material
  /// Its label in masks.
  public var label: UInt8

  /// Makes a surface whose vertices are at `texturePositions` in the object at rest (by default: as in `mesh`).
  public init(
    mesh: TriangleMesh, texturePositions: [SIMD3<Float>]? = nil, material: any Material, label: UInt8 = 0
  ) {
    self.mesh = mesh
    normals = mesh.vertexNormals()
    self.texturePositions = texturePositions ?? mesh.positions
    self.material = material
    self.label = label
    require(
      self.texturePositions.count == mesh.positions.count, "a surface has a texture position a vertex")
  }
}
