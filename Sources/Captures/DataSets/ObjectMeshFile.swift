import Files
import Foundation
import Splatting

/// Reads the triangles of a Wavefront OBJ file, in which data sets keep the models of their objects.
///
/// Only vertices (`v`) and faces (`f`) count; normals, textures and groups are passed over. Polygons of more than three
/// corners are divided into fans.
enum ObjectMeshFile {
  /// The mesh at `url`, in the unit of the file.
  ///
  /// - Throws: ``FileError`` that names the line where a number is wrong, or a face names a vertex that is not there.
  static func read(_ url: URL) throws -> TriangleMesh {
    let text = String(decoding: try InputFile.read(url, mapped: true), as: UTF8.self)
    var mesh = TriangleMesh()
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      let problem: String? =
        switch words.first {
        case "v": add(vertex: words.dropFirst(), to: &mesh)
        case "f": add(face: words.dropFirst(), to: &mesh)
        default: nil
        }
      if let problem { throw FileError(url, "line \(index + 1): \(problem)") }
    }
    guard !mesh.faces.isEmpty else { throw FileError(url, "holds no faces") }
    return mesh
  }

  private static func add(vertex words: ArraySlice<Substring>, to mesh: inout TriangleMesh) -> String? {
    let numbers = words.prefix(3).compactMap { Float($0) }
    guard numbers.count == 3, numbers.allSatisfy(\.isFinite) else { return "a vertex is not three numbers" }
    mesh.positions.append(SIMD3(numbers[0], numbers[1], numbers[2]))
    return nil
  }

  /// Corners are `v`, `v/vt`, `v//vn` or `v/vt/vn`; numbers count from 1, negative ones from the last vertex back.
  private static func add(face words: ArraySlice<Substring>, to mesh: inout TriangleMesh) -> String? {
    let count = mesh.positions.count
    let corners = words.compactMap { word -> Int32? in
      guard let number = word.split(separator: "/").first.flatMap({ Int($0) }) else { return nil }
      let index = number < 0 ? count + number : number - 1
      return (0..<count).contains(index) ? Int32(index) : nil
    }
    guard corners.count == words.count, corners.count >= 3 else {
      return "a face names a vertex that is not there"
    }
    for corner in 2..<corners.count {
      mesh.faces.append([corners[0], corners[corner - 1], corners[corner]])
    }
    return nil
  }
}
