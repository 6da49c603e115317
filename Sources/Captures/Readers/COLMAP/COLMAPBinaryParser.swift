import Files
import Foundation
import Splatting

/// Reads COLMAP's binary sparse models: `cameras.bin`, `images.bin`, `points3D.bin`, little-endian.
struct COLMAPBinaryParser {
  /// The folder that holds the three files.
  let folder: URL

  /// Whether the folder holds a binary model.
  var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "images.bin").path)
  }

  /// The whole model; one without `points3D.bin` has no points.
  func model() throws -> COLMAPModel {
    COLMAPModel(cameras: try cameras(), photographs: try photographs(), points: try points())
  }

  private func cameras() throws -> [Int: COLMAPModel.View] {
    var file = try ByteReader(folder.appending(path: "cameras.bin"))
    var cameras: [Int: COLMAPModel.View] = [:]
    for _ in 0..<(try file.count(leastBytes: 24)) {
      let id = Int(try file.number(UInt32.self))
      let number = Int(try file.number(Int32.self))
      let size = (try file.number(UInt64.self), try file.number(UInt64.self))
      guard let model = COLMAPCameraModel(rawValue: number) else {
        throw unreadable(COLMAPCameraModel.name(ofNumber: number), camera: id, in: file.url)
      }
      guard let width = Int(exactly: size.0), let height = Int(exactly: size.1) else {
        throw FileError(file.url, "camera \(id) has a size that is no size")
      }
      let parameters = try (0..<model.parameterCount).map { _ in try file.real() }
      cameras[id] = .init(id: id, model: model, width: width, height: height, parameters: parameters)
    }
    return cameras
  }

  private func photographs() throws -> [COLMAPModel.Photograph] {
    var file = try ByteReader(folder.appending(path: "images.bin"))
    return try (0..<(try file.count(leastBytes: 73))).map { _ in
      _ = try file.number(UInt32.self)
      let w = try file.real()
      let rotation = UnitQuaternion(normalizing: w, try file.vector()).matrix
      let pose = RigidTransform(rotation: rotation, translation: try file.vector())
      let camera = Int(try file.number(UInt32.self))
      let name = try file.text()
      try file.skip(24, times: try file.number(UInt64.self))
      return .init(cameraID: camera, pose: pose, name: name)
    }
  }

  private func points() throws -> PointCloud {
    let url = folder.appending(path: "points3D.bin")
    guard FileManager.default.fileExists(atPath: url.path) else { return PointCloud() }
    var file = try ByteReader(url)
    var cloud = PointCloud()
    for _ in 0..<(try file.count(leastBytes: 51)) {
      _ = try file.number(UInt64.self)
      cloud.positions.append(SIMD3<Float>(try file.vector()))
      let color = SIMD3(try file.number(UInt8.self), try file.number(UInt8.self), try file.number(UInt8.self))
      cloud.colors.append(SIMD3<Float>(color) / 255)
      _ = try file.real()
      try file.skip(8, times: try file.number(UInt64.self))
    }
    return cloud
  }
}

/// The error about a camera model that is not read.
func unreadable(_ model: String, camera: Int, in url: URL) -> FileError {
  FileError(
    url, "camera \(camera) has the model \(model), which is not read",
    remedy: "undistort with `colmap image_undistorter`, or use one of \(COLMAPCameraModel.readable)")
}
