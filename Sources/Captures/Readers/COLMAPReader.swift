import Files
import Foundation
import Splatting

/// Reads a sparse model of COLMAP, text or binary, in `sparse/0`, in `sparse` or in the folder itself; the
/// images are in `images`.
///
/// Frames are sorted by name and given even times from 0 to 1. The world frame is the model's own: its scale
/// and its upward direction are unknown. Camera models other than the pinhole, radial and OpenCV ones are
/// refused.
public struct COLMAPReader: DataSetReader {
  /// Makes a reader.
  public init() {}

  /// What is looked for.
  public let layout = "a COLMAP model (sparse/0, sparse or ., with cameras, images, points3D .bin or .txt)"

  /// Whether one of the three places holds a model.
  public func recognizes(_ folder: URL) -> Bool {
    places(folder).contains { COLMAPBinaryParser(folder: $0).isThere || COLMAPTextParser(folder: $0).isThere }
  }

  /// The capture as the model states it; throws where a file of it is cut short or not understood.
  public func parse(_ folder: URL) throws -> Capture {
    let (model, place) = try model(folder)
    let photographs = model.photographs.sorted { $0.name < $1.name }
    let files = FrameFiles(folder: folder.appending(path: "images"))
    let names = files.names(photographs.map(\.name))
    let frames = try photographs.enumerated().map { index, photograph in
      guard let view = model.cameras[photograph.cameraID] else {
        throw FileError(
          place, "image \(photograph.name) has camera \(photograph.cameraID), which is not there")
      }
      let (camera, lens) = view.camera(pose: photograph.pose)
      return Frame(
        name: names[index], imageURL: files.url(photograph.name), camera: camera, lens: lens,
        time: evenTime(index, of: photographs.count))
    }
    return Capture(name: folder.standardizedFileURL.lastPathComponent, frames: frames, points: model.points)
  }

  private func places(_ folder: URL) -> [URL] {
    [folder.appending(path: "sparse/0"), folder.appending(path: "sparse"), folder]
  }

  /// The first model found, binary before text, and where it was.
  private func model(_ folder: URL) throws -> (COLMAPModel, URL) {
    for place in places(folder) {
      let (binary, text) = (COLMAPBinaryParser(folder: place), COLMAPTextParser(folder: place))
      if binary.isThere { return (try binary.model(), place) }
      if text.isThere { return (try text.model(), place) }
    }
    throw FileError(folder, "holds no COLMAP model", remedy: "looked for \(layout)")
  }
}

extension COLMAPModel.View {
  /// The camera and, where it distorts, the lens.
  fileprivate func camera(pose: RigidTransform) -> (Camera, Lens?) {
    let intrinsics = model.intrinsics(parameters)
    let camera = Camera(
      width: width, height: height, focalLength: intrinsics.focalLength,
      principalPoint: intrinsics.principalPoint, worldToCamera: pose)
    return (camera, intrinsics.lens.flatMap { $0.isPinhole ? nil : $0 })
  }
}
