import Files
import Foundation
import Splatting

/// Reads and writes the sparse points of a scene as PLY.
enum PointFile {
  /// The points at `url`; grey where the file has no colours.
  ///
  /// Colours of bytes or of numbers in 0...1.
  static func read(_ url: URL) throws -> PointCloud {
    let vertices = try PLYTable(contentsOf: url).element("vertex")
    let (x, y, z) = (try vertices.floats("x"), try vertices.floats("y"), try vertices.floats("z"))
    let (red, green, blue) = (
      try channel("red", vertices), try channel("green", vertices), try channel("blue", vertices)
    )
    return PointCloud(
      positions: x.indices.map { [x[$0], y[$0], z[$0]] },
      colors: x.indices.map { [red[$0], green[$0], blue[$0]] })
  }

  /// Writes `points` to `url` with colours of bytes.
  static func write(_ points: PointCloud, to url: URL) throws {
    func bytes(_ value: (SIMD3<Float>) -> Float) -> [UInt8] {
      points.colors.map { UInt8((min(max(value($0), 0), 1) * 255).rounded()) }
    }
    let properties = [
      PLYProperty("x", points.positions.map(\.x)), PLYProperty("y", points.positions.map(\.y)),
      PLYProperty("z", points.positions.map(\.z)), PLYProperty("red", bytes(\.x)),
      PLYProperty("green", bytes(\.y)), PLYProperty("blue", bytes(\.z)),
    ]
    let vertices = PLYElement("vertex", count: points.positions.count, properties: properties)
    try PLYTable(elements: [vertices]).write(to: url)
  }

  private static func channel(_ name: String, _ vertices: PLYElement) throws -> [Float] {
    guard vertices.has(name) else { return Array(repeating: 0.5, count: vertices.count) }
    let column = try vertices.column(name)
    return column.type == .uint8 ? column.floats().map { $0 / 255 } : column.floats()
  }
}
