import Files
import Foundation

/// Writes hands as triangle meshes in PLY.
public enum HandPLY {
  /// Writes the hand of a frame to `url`.
  /// - Throws: ``FileError`` if it cannot be written.
  public static func write(_ track: HandTrack, frame: Int, to url: URL) throws {
    let (points, faces) = (track.vertices[frame], track.faces)
    let vertices = PLYElement(
      "vertex", count: points.count,
      properties: [
        PLYProperty("x", points.map(\.x)), PLYProperty("y", points.map(\.y)),
        PLYProperty("z", points.map(\.z)),
      ])
    let lists = PLYLists(
      lengths: Array(repeating: 3, count: faces.count), values: faces.flatMap { [$0.x, $0.y, $0.z] })
    let triangles = PLYElement(
      "face", count: faces.count,
      properties: [PLYProperty("vertex_indices", lists)])
    try PLYTable(elements: [vertices, triangles]).write(to: url)
  }
}
