import Files
import Foundation
import Images
import Splatting

/// Makes frames of what a `transforms.json` holds: shared by the readers of its dialects.
struct TransformsParser {
  /// What the `mask_path` of a frame leads to.
  enum MaskMeaning {
    /// Labels of the capture folder.
    case labels
    /// Nerfstudio's: pixels that are black are not to be used.
    case validity
  }

  /// The JSON file.
  let url: URL
  /// What masks mean.
  let maskMeaning: MaskMeaning
  /// What it holds.
  let file: TransformsFile

  /// Reads the file at `url`.
  init(_ url: URL, maskMeaning: MaskMeaning) throws {
    self.url = url
    self.maskMeaning = maskMeaning
    file = try JSONFile.read(from: url)
  }

  /// The folder that paths are relative to.
  private var files: FrameFiles { FrameFiles(folder: url.deletingLastPathComponent()) }

  /// All frames in the order of the file; those without a time are spread evenly from 0 to 1.
  func frames() throws -> [Frame] {
    let names = files.names(file.frames.map(\.imagePath))
    let splits = splits()
    let background = try background()
    return try file.frames.indices.map { index in
      var frame = try frame(index, name: names[index])
      frame.split = splits[file.frames[index].imagePath]
      frame.background = background
      return frame
    }
  }

  /// The points of `ply_file_path`, or none.
  func points() throws -> PointCloud {
    guard let path = file.pointsPath else { return PointCloud() }
    return try PointFile.read(files.url(path))
  }

  private func frame(_ index: Int, name: String) throws -> Frame {
    let stated = file.frames[index]
    let imageURL = files.url(stated.imagePath)
    guard let pose = RigidTransform(openGLCameraToWorld: stated.transform) else {
      throw FileError(
        url, "the transform_matrix of \(stated.imagePath) is not 4 rows of 4 numbers", remedy: "write it so")
    }
    let intrinsics = stated.intrinsics.completed(with: file.intrinsics)
    do {
      let camera = try intrinsics.camera(pose: pose) { try ImageFile.size(of: imageURL) }
      var frame = Frame(
        name: name, imageURL: imageURL, depthURL: stated.depthPath.map(files.url), camera: camera,
        lens: try intrinsics.lens(), time: stated.time ?? evenTime(index, of: file.frames.count))
      let mask = stated.maskPath.map(files.url)
      switch maskMeaning {
      case .labels: (frame.maskURL, frame.validityURL) = (mask, stated.validityPath.map(files.url))
      case .validity: frame.validityURL = mask
      }
      return frame
    } catch let error as TransformsProblem {
      throw FileError(url, "\(stated.imagePath): \(error.problem)", remedy: error.remedy)
    }
  }

  private func splits() -> [String: Frame.Split] {
    var splits: [String: Frame.Split] = [:]
    for path in file.trainPaths ?? [] { splits[path] = .train }
    for path in file.validationPaths ?? [] { splits[path] = .validation }
    for path in file.testPaths ?? [] { splits[path] = .test }
    return splits
  }

  private func background() throws -> SIMD3<Float> {
    guard let color = file.background else { return .zero }
    guard color.count == 3 else {
      throw FileError(url, "background is not three numbers", remedy: "red, green, blue in 0...1")
    }
    return [color[0], color[1], color[2]]
  }
}
