/// Triangles in space, metres; counterclockwise seen from outside.
public struct TriangleMesh: Sendable, Equatable {
  /// Vertices.
  public var positions: [SIMD3<Float>]
  /// Three vertices a triangle.
  public var faces: [SIMD3<Int32>]

  /// Makes a mesh of vertices and triangles; every face must name vertices that are there.
  public init(positions: [SIMD3<Float>] = [], faces: [SIMD3<Int32>] = []) {
    self.positions = positions
    self.faces = faces
  }

  /// Unit normals of the vertices: the mean of the triangles around, weighted by area.
  public func vertexNormals() -> [SIMD3<Float>] {
    var normals = [SIMD3<Float>](repeating: .zero, count: positions.count)
    for face in faces {
      let (a, b, c) = (Int(face.x), Int(face.y), Int(face.z))
      let normal = cross(positions[b] - positions[a], positions[c] - positions[a])
      normals[a] += normal
      normals[b] += normal
      normals[c] += normal
    }
    return normals.map(normalize)
  }

  /// The mesh moved by `transform`.
  public func transformed(by transform: RigidTransform) -> TriangleMesh {
    TriangleMesh(
      positions: positions.map { SIMD3<Float>(transform * SIMD3<Double>($0)) }, faces: faces)
  }

  /// Both meshes in one, this one's vertices and faces first.
  public func joined(with other: TriangleMesh) -> TriangleMesh {
    let offset = Int32(positions.count)
    return TriangleMesh(
      positions: positions + other.positions, faces: faces + other.faces.map { $0 &+ offset })
  }
}
