import Files
import Foundation
import Splatting

/// The object of a sequence of HOI4D.
///
/// `objpose/N.json` lists parts in `dataList` (or `objects`), of which the first is a rigid object itself: `center`
/// in metres in the camera's frame, `rotation` as Euler angles in radians about its own axes x, y, z in turn.
struct HOI4DObject {
  let files: HOI4DFiles
  let sequence: String

  private struct Annotation: Decodable {
    struct Vector: Decodable {
      var x: Double
      var y: Double
      var z: Double
    }

    struct Part: Decodable {
      var center: Vector
      var rotation: Vector
    }

    var dataList: [Part]?
    var objects: [Part]?
  }

  /// The object in the world over these frames; none where its mesh is not there, as that of articulated objects.
  func truth(
    _ indices: [Int], cameraToWorld: [RigidTransform], warnings: inout [String]
  ) throws -> CaptureTruth.Object? {
    guard let mesh = files.mesh(of: sequence) else { return nil }
    let poses = try zip(indices, cameraToWorld).map { index, camera in try pose(index).map { camera * $0 } }
    return try ObjectTruth.object(mesh, poses: poses, warnings: &warnings)
  }

  private func pose(_ index: Int) throws -> RigidTransform? {
    guard let url = files.frame(index, "json", in: files.annotation("objpose", of: sequence)) else {
      return nil
    }
    let annotation = try JSONFile.read(Annotation.self, from: url)
    guard let part = (annotation.dataList ?? annotation.objects)?.first else { return nil }
    let turn = part.rotation
    let rotation =
      Matrix3(axis: [1, 0, 0], angle: turn.x) * Matrix3(axis: [0, 1, 0], angle: turn.y)
      * Matrix3(axis: [0, 0, 1], angle: turn.z)
    return RigidTransform(rotation: rotation, translation: [part.center.x, part.center.y, part.center.z])
  }
}
