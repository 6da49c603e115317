import Files
import Foundation
import Splatting

/// The object of a sequence of a data set, of which the truth has a pose for each frame or nothing.
enum ObjectTruth {
  /// The object with the mesh at `url`, which lies at `poses` in the world; none, and a line of warning, where the mesh
  /// is not there or a frame has no pose.
  ///
  /// - Parameter unit: Metres a unit of the mesh file.
  static func object(
    _ url: URL, poses: [RigidTransform?], unit: Float = 1, warnings: inout [String]
  ) throws -> CaptureTruth.Object? {
    let known = poses.compactMap(\.self)
    guard known.count == poses.count else {
      let missing = poses.count - known.count
      warnings.append(
        "the object has no pose in \(missing) of \(poses.count) frames: the truth has no object")
      return nil
    }
    guard FileManager.default.fileExists(atPath: url.path) else {
      warnings.append("\(url.relativePath) is not there: the truth has no object")
      return nil
    }
    let mesh = try ObjectMeshFile.read(url)
    return CaptureTruth.Object(
      poses: known, vertices: mesh.positions.map { $0 * unit }, faces: mesh.faces)
  }
}
