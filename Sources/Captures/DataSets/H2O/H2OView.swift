import Files
import Foundation
import Images
import Splatting

/// A sequence of H2O as one camera saw it.
struct H2OView {
  /// `subject4/h1/0/cam4`.
  let folder: URL
  private let width: Int
  private let height: Int
  private let focalLength: SIMD2<Double>
  private let principalPoint: SIMD2<Double>

  /// Reads the camera's intrinsics.
  ///
  /// The principal point counts from the middle of the first pixel (`get_xyz_from_depth` takes the ray of pixel (u, v)
  /// at u, v), and is moved to count from the corner.
  init(folder: URL) throws {
    self.folder = folder
    let url = folder.appending(path: "cam_intrinsics.txt")
    let k = try NumberFile.read(url, counts: [6])
    guard let width = Int(exactly: k[4]), let height = Int(exactly: k[5]), width > 0, height > 0 else {
      throw FileError(url, "tells an image of \(k[4]) by \(k[5]) pixels")
    }
    (self.width, self.height) = (width, height)
    focalLength = [k[0], k[1]]
    principalPoint = [k[2] + 0.5, k[3] + 0.5]
  }

  /// The numbers of the frames, such as `000000`, rising.
  func numbers() throws -> [String] {
    try SequenceFolders.contents(of: folder.appending(path: "rgb"))
      .map { ($0 as NSString).deletingPathExtension }.sorted()
  }

  /// The frames of these numbers.
  func frames(_ numbers: [String], splits: [String: Frame.Split]) throws -> [Frame] {
    try numbers.enumerated().map { place, number in
      try frame(number, name: number, time: evenTime(place, of: numbers.count), split: splits[number])
    }
  }

  /// The same as views for evaluation.
  func novelFrames(_ numbers: [String]) throws -> [Frame] {
    try numbers.enumerated().map { place, number in
      try frame(
        number, name: "\(folder.lastPathComponent)-\(number)", time: evenTime(place, of: numbers.count),
        split: nil)
    }
  }

  private func frame(_ number: String, name: String, time: Double, split: Frame.Split?) throws -> Frame {
    let pose = try NumberFile.read(folder.appending(path: "cam_pose/\(number).txt"), counts: [16])
    let camera = Camera(
      width: width, height: height, focalLength: focalLength, principalPoint: principalPoint,
      worldToCamera: NumberFile.transform(pose).inverse)
    let depth = folder.appending(path: "depth/\(number).png")
    return Frame(
      name: name, imageURL: FrameFiles(folder: folder.appending(path: "rgb")).url(number),
      depthURL: FileManager.default.fileExists(atPath: depth.path) ? depth : nil, camera: camera, time: time,
      split: split)
  }
}
