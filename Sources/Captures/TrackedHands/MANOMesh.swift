import Files
import Foundation
import Hands
import Splatting
import Tensors

/// A mesh of MANO that a program has written with its vertices in another order.
///
/// HaMeR's and WiLoR's demos export through trimesh, which merges and so reorders vertices but keeps triangles in order
/// (`renderer.py`, `vertices_to_trimesh`: `faces`, of left hands `faces[:, [0, 2, 1]]`; both append triangles that close
/// the wrist). The triangles therefore tell which vertex is which, and which hand it is.
struct MANOMesh {
  let side: HandTrack.Side
  /// In MANO's order, in the unit of the file.
  let vertices: [SIMD3<Float>]

  /// Finds the vertices of `mesh` by the triangles of MANO's right hand.
  ///
  /// - Throws: ``FileError`` about `url` where the mesh is none of MANO's.
  init(_ mesh: TriangleMesh, faces: [SIMD3<Int32>], vertexCount: Int, url: URL) throws {
    for side in HandTrack.Side.allCases {
      guard let order = Self.order(mesh, faces: faces, vertexCount: vertexCount, side: side) else { continue }
      self.side = side
      vertices = order.map { mesh.positions[$0] }
      return
    }
    throw FileError(
      url, "is no mesh of MANO: its \(mesh.faces.count) triangles are not MANO's",
      remedy: "name the folder with the files that the meshes were made with")
  }

  /// The places in the mesh of MANO's vertices; none where the triangles contradict each other.
  private static func order(
    _ mesh: TriangleMesh, faces: [SIMD3<Int32>], vertexCount: Int, side: HandTrack.Side
  ) -> [Int]? {
    guard mesh.faces.count >= faces.count else { return nil }
    var order = [Int?](repeating: nil, count: vertexCount)
    let corners = side == .right ? [0, 1, 2] : [0, 2, 1]
    for (face, written) in zip(faces, mesh.faces) {
      for (corner, writtenCorner) in corners.enumerated() {
        let (vertex, place) = (Int(face[writtenCorner]), Int(written[corner]))
        if let known = order[vertex], known != place { return nil }
        order[vertex] = place
      }
    }
    let known = order.compactMap(\.self)
    return known.count == vertexCount && Set(known).count == vertexCount ? known : nil
  }
}
