import Files
import Foundation
import Splatting

/// The cameras of a recording of HO3D, which version 3 publishes.
///
/// `calibration/RECORDING/calibration/cam_orders.txt` lists the cameras' numbers; `trans_I.txt` is the matrix from the
/// frame of the camera at place I of that list, with OpenCV's axes, to one that all share
/// (`vis_pcl_all_cameras.py`).
struct HO3DCalibration {
  /// The recording: `ABF1`.
  let recording: String
  private let folder: URL
  /// From the reference camera's frame to the one that all share.
  private let reference: RigidTransform

  /// Reads what relates the cameras to that of `sequence`.
  init(files: HO3DFiles, sequence: HO3DFiles.Sequence) throws {
    recording = sequence.recording
    folder = files.root.appending(path: "calibration/\(recording)/calibration")
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw FileError(
        folder, "is not there, which tells the places of the other cameras",
        remedy: "HO3D version 3 has it for recordings of several cameras")
    }
    reference = try Self.cameraToShared(sequence, in: folder)
  }

  /// From the reference camera's frame to that of `sequence`.
  func transform(to sequence: HO3DFiles.Sequence) throws -> RigidTransform {
    try Self.cameraToShared(sequence, in: folder).inverse * reference
  }

  private static func cameraToShared(_ sequence: HO3DFiles.Sequence, in folder: URL) throws -> RigidTransform
  {
    let order = try NumberFile.read(folder.appending(path: "cam_orders.txt"), counts: Array(1...16))
    guard let camera = sequence.camera, let place = order.firstIndex(of: Double(camera)) else {
      throw FileError(
        folder.appending(path: "cam_orders.txt"), "does not list the camera of \(sequence.name)")
    }
    return NumberFile.transform(
      try NumberFile.read(folder.appending(path: "trans_\(place).txt"), counts: [16]))
  }
}
