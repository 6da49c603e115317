/// Where the triangles of a mesh lie in a texture; a vertex at a seam lies in several places.
public struct TextureCoordinates: Sendable, Equatable {
  /// Places in the texture, 0...1, from its lower left corner.
  public var coordinates: [SIMD2<Float>]
  /// Three places a triangle, in the order of the mesh's triangles.
  public var faces: [SIMD3<Int32>]

  /// Puts places and triangles together.
  public init(coordinates: [SIMD2<Float>], faces: [SIMD3<Int32>]) {
    self.coordinates = coordinates
    self.faces = faces
  }
}
