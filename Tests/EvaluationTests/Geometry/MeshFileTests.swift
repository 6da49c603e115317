import Evaluation
import Files
import Foundation
import Splatting
import TestSupport
import Testing

@Suite struct MeshFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func ply(_ faces: String, count: Int, name: String = "vertex_indices") throws -> URL {
    let text = """
      ply
      format ascii 1.0
      element vertex 4
      property float x
      property float y
      property float z
      element face \(count)
      property list uchar int \(name)
      end_header
      0 0 0
      1 0 0
      1 1 0
      0 1 0.5
      \(faces)

      """
    try Data(text.utf8).write(to: folder.file("mesh.ply"))
    return folder.file("mesh.ply")
  }

  @Test(arguments: ["vertex_indices", "vertex_index"]) func readsPLY(name: String) throws {
    let mesh = try MeshFile.read(try ply("3 0 1 2\n4 0 1 2 3", count: 2, name: name))
    #expect(mesh.positions == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0.5]])
    #expect(mesh.faces == [[0, 1, 2], [0, 1, 2], [0, 2, 3]])
  }

  @Test func readsArchives() throws {
    let positions: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]
    try NumPyArchive([
      "vertices": NumPyArray(positions, shape: [3, 3]),
      "faces": NumPyArray([Int32(0), 1, 2], shape: [1, 3]),
    ]).write(to: folder.file("mesh.npz"))
    let mesh = try MeshFile.read(folder.file("mesh.npz"))
    #expect(mesh.positions.count == 3 && mesh.faces == [[0, 1, 2]])
  }

  @Test func whatIsNoMeshIsToldInOneLine() throws {
    var urls = [folder.file("missing.ply"), folder.file("missing.npz"), folder.file("mesh.stl")]
    urls.append(try ply("3 0 1 4", count: 1))
    for url in urls {
      let error = try #require(throws: FileError.self) { try MeshFile.read(url) }
      #expect(!error.description.contains("\n") && error.description.contains(url.lastPathComponent))
    }
    for faces in ["3 0 1 -1", "3 0 1"] {
      let url = try ply(faces, count: 1)
      #expect(throws: FileError.self) { try MeshFile.read(url) }
    }
    try Data("ply\nformat ascii 1.0\nelement vertex 0\nproperty float x\nend_header\n".utf8)
      .write(to: folder.file("points.ply"))
    #expect(throws: FileError.self) { try MeshFile.read(folder.file("points.ply")) }
  }
}
