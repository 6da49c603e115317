import Files
import Foundation
import Splatting

/// The cameras of a sequence of ARCTIC: 0 on the head, which moves and has a distorting lens; 1 to 8 standing.
///
/// Principal points count from the middle of the first pixel, as OpenCV's calibration has it, and are moved to count
/// from the corner.
struct ARCTICCameras {
  let metadata: ARCTICMetadata
  let files: ARCTICFiles
  let recording: ARCTICRecording

  /// The number of a view.
  func view(_ name: String) throws -> Int {
    guard let view = Int(name), (0...8).contains(view) else {
      throw FileError(
        recording.url, "was not seen by a camera \(name)", remedy: "0 is on the head, 1 to 8 stand")
    }
    return view
  }

  /// The frames of these indices as a view saw them.
  func frames(_ indices: [Int], view: Int, isNovel: Bool) throws -> [Frame] {
    let head = view == 0 ? try ARCTICHeadCamera(files: files, recording: recording) : nil
    return try indices.enumerated().map { place, index in
      let number = index + metadata.imageOffset
      let url = files.image(number, view: view, of: recording.name)
      guard FileManager.default.fileExists(atPath: url.path) else {
        throw FileError(
          url, "the image of frame \(index) is missing",
          remedy: "full images are needed, not cropped_images; choose frames that are there with --frames")
      }
      let name = String(format: "%05d", number)
      return Frame(
        name: isNovel ? "\(view)-\(name)" : name, imageURL: url, camera: camera(index, view: view, head),
        lens: head?.lens, time: evenTime(place, of: indices.count))
    }
  }

  private func camera(_ index: Int, view: Int, _ head: ARCTICHeadCamera?) -> Camera {
    let size = metadata.imageSizes[view]
    let matrix = head?.intrinsics ?? metadata.intrinsics[max(view - 1, 0)].flatMap(\.self)
    let pose =
      head?.worldToCamera(index)
      ?? NumberFile.transform(metadata.worldToCamera[view - 1].flatMap(\.self))
    return Camera(
      width: size[0], height: size[1], focalLength: [matrix[0], matrix[4]],
      principalPoint: [matrix[2] + 0.5, matrix[5] + 0.5], worldToCamera: pose)
  }
}

/// The camera on the head, of `*.egocam.dist.npy`: `R_k_cam_np [T, 3, 3]` and `T_k_cam_np [T, 3, 1]` from the world,
/// `intrinsics [3, 3]`, `dist8 [8]`.
struct ARCTICHeadCamera {
  /// The matrix by rows.
  let intrinsics: [Double]
  /// OpenCV's rational model.
  let lens: Lens
  private let rotations: [Double]
  private let translations: [Double]

  /// Reads the file of a sequence.
  init(files: ARCTICFiles, recording: ARCTICRecording) throws {
    let record = try PickleRecord(contentsOf: files.annotation("egocam.dist", of: recording.name))
    intrinsics = try record.array("intrinsics", shape: [3, 3]).doubles()
    let d = try record.floats("dist8", count: 8).map(Double.init)
    lens = Lens(radial: [d[0], d[1], d[4], 0], denominator: [d[5], d[6], d[7]], tangential: [d[2], d[3]])
    rotations = try record.array("R_k_cam_np", shape: [recording.count, 3, 3]).doubles()
    let places = try record.array("T_k_cam_np")
    guard places.count == 3 * recording.count else {
      throw FileError(places.name, "has the shape \(places.shape), not [\(recording.count), 3, 1]")
    }
    translations = try places.doubles()
  }

  /// From the world to the camera in a frame.
  func worldToCamera(_ index: Int) -> RigidTransform {
    let r = Array(rotations[(9 * index)..<(9 * index + 9)])
    let t = Array(translations[(3 * index)..<(3 * index + 3)])
    return RigidTransform(
      rotation: Matrix3([r[0], r[1], r[2]], [r[3], r[4], r[5]], [r[6], r[7], r[8]]),
      translation: [t[0], t[1], t[2]])
  }
}
