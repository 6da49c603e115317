import Captures
import Files
import Foundation
import Splatting

/// Reads triangle meshes.
public enum MeshFile {
  /// The mesh at `url`, metres: a `.ply` with vertices and faces, or a `.npz` with `vertices` [V, 3] and `faces`
  /// [F, 3], such as a capture's `truth/object.npz`.
  ///
  /// Polygons of more than three corners are divided into fans.
  /// - Throws: `FileError` if the file cannot be read, has no faces, or a face names a vertex that is not there.
  public static func read(_ url: URL) throws -> TriangleMesh {
    switch url.pathExtension.lowercased() {
    case "ply": try readPLY(url)
    case "npz": try readArchive(url)
    default: throw FileError(url, "is no mesh that is read", remedy: "name a .ply or .npz")
    }
  }

  private static func readArchive(_ url: URL) throws -> TriangleMesh {
    let archive = try NumPyArchive(contentsOf: url)
    let positions = try archive.array("vertices", shape: [nil, 3]).vectors()
    return TriangleMesh(
      positions: positions, faces: try archive.array("faces").triangles(vertexCount: positions.count))
  }

  private static func readPLY(_ url: URL) throws -> TriangleMesh {
    let table = try PLYTable(contentsOf: url)
    let vertices = try table.element("vertex")
    let (x, y, z) = (try vertices.floats("x"), try vertices.floats("y"), try vertices.floats("z"))
    let element = try table.element("face")
    // Both names are in use.
    let lists = try element.lists(element.has("vertex_index") ? "vertex_index" : "vertex_indices")
    guard let indices = lists.values.integers(), indices.allSatisfy(x.indices.contains) else {
      throw FileError(url, "has a face that names a vertex outside 0..<\(x.count)")
    }
    return TriangleMesh(
      positions: x.indices.map { [x[$0], y[$0], z[$0]] }, faces: fans(indices, lengths: lists.lengths))
  }

  private static func fans(_ indices: [Int], lengths: [Int]) -> [SIMD3<Int32>] {
    var faces: [SIMD3<Int32>] = []
    var start = 0
    for length in lengths {
      for corner in stride(from: 2, to: length, by: 1) {
        faces.append([
          Int32(indices[start]), Int32(indices[start + corner - 1]), Int32(indices[start + corner]),
        ])
      }
      start += length
    }
    return faces
  }
}
