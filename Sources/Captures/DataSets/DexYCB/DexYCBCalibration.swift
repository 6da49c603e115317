import Files
import Foundation
import Splatting

/// The cameras of a recording of DexYCB.
///
/// `extrinsics.yml` has, by serial number, the first three rows of the matrix from a camera to the master camera, and
/// likewise from the table's tag (`apriltag`): `sequence_loader.py` moves points so. `intrinsics/…yml` has `color`
/// with `fx`, `fy`, `ppx`, `ppy`.
struct DexYCBCalibration {
  private let extrinsics: YAMLFile
  private let intrinsics: URL
  /// From the master camera to the world.
  private let masterToWorld: RigidTransform

  /// Reads what the cameras of `recording` share.
  init(root: URL, recording: DexYCBRecording) throws {
    let folder = root.appending(path: "calibration")
    intrinsics = folder.appending(path: "intrinsics")
    extrinsics = try YAMLFile(folder.appending(path: "extrinsics_\(recording.extrinsics)/extrinsics.yml"))
      .require("extrinsics")
    masterToWorld = try Self.transform(extrinsics.require("apriltag")).inverse
  }

  /// From the frame of the camera of this serial number to the world.
  func cameraToWorld(of serial: String) throws -> RigidTransform {
    masterToWorld * (try Self.transform(extrinsics.require(serial)))
  }

  /// The colour camera of this serial number.
  ///
  /// Its principal point counts from the middle of the first pixel (`sequence_loader.py` takes the ray of pixel (x, y)
  /// at x, y), and is moved to count from the corner.
  func camera(_ serial: String) throws -> Camera {
    let (width, height) = (640, 480)
    let color = try YAMLFile(intrinsics.appending(path: "\(serial)_\(width)x\(height).yml")).require("color")
    func number(_ name: String) throws -> Double { try color.require(name).number() }
    return Camera(
      width: width, height: height, focalLength: [try number("fx"), try number("fy")],
      principalPoint: [try number("ppx") + 0.5, try number("ppy") + 0.5],
      worldToCamera: try cameraToWorld(of: serial).inverse)
  }

  private static func transform(_ matrix: YAMLFile) throws -> RigidTransform {
    let e = try matrix.elements().map { try $0.number() }
    guard e.count == 12 else { throw FileError(matrix.url, "has a matrix of \(e.count) numbers, not 12") }
    return NumberFile.transform(e)
  }
}
