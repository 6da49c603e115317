import Files
import Foundation
import Splatting

/// The object of a sequence of ARCTIC: two parts that turn about an axis, here kept at one angle.
///
/// `meta/object_vtemplates/NAME/mesh.obj` is in **millimetres**. `parts.json` has a number a vertex: those with 0 are
/// the top part, which turns by the angle about -z before the whole is moved. (`data_doc.md` says that 1 is the top;
/// `object_tensors.py`, with which the annotations are posed, adds 1 and takes those with 1.)
struct ARCTICObject {
  let files: ARCTICFiles
  let recording: ARCTICRecording

  /// The object over these frames, its parts at the middle one of their angles; none where the mesh is not there.
  func truth(_ indices: [Int], warnings: inout [String]) throws -> CaptureTruth.Object? {
    let url = files.annotation("object", of: recording.name)
    let poses = try NumPyArray(contentsOf: url)
    try poses.requireShape([recording.count, 7])
    let numbers = try poses.doubles()
    let rows = indices.map { Array(numbers[(7 * $0)..<(7 * $0 + 7)]) }
    let transforms = rows.map { row in
      RigidTransform(
        rotation: RotationVector.matrix([row[1], row[2], row[3]]),
        translation: [row[4] / 1000, row[5] / 1000, row[6] / 1000])
    }
    let mesh = files.metadata("object_vtemplates/\(recording.object)/mesh.obj")
    guard
      var object = try ObjectTruth.object(mesh, poses: transforms, unit: 0.001, warnings: &warnings)
    else { return nil }
    let angles = rows.map { $0[0] }.sorted()
    try turnTop(of: &object, by: angles[angles.count / 2])
    warn(of: angles, &warnings)
    return object
  }

  private func turnTop(of object: inout CaptureTruth.Object, by angle: Double) throws {
    let url = files.metadata("object_vtemplates/\(recording.object)/parts.json")
    let parts = try JSONFile.read([Int].self, from: url)
    guard parts.count == object.vertices.count else {
      throw FileError(
        url, "tells the parts of \(parts.count) vertices; mesh.obj has \(object.vertices.count)")
    }
    let turn = Matrix3(axis: [0, 0, -1], angle: angle)
    for (index, part) in parts.enumerated() where part == 0 {
      object.vertices[index] = SIMD3<Float>(turn * SIMD3<Double>(object.vertices[index]))
    }
  }

  private func warn(of sortedAngles: [Double], _ warnings: inout [String]) {
    guard let least = sortedAngles.first, let most = sortedAngles.last else { return }
    let degrees = Int(((most - least) * 180 / .pi).rounded())
    if degrees > 5 {
      warnings.append(
        "the object's parts turn by \(degrees) degrees: the truth keeps them at the middle angle")
    }
  }
}
