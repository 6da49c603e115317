import Files
import Foundation
import Images
import Splatting

/// A sequence of HO3D as one camera saw it, as frames of a capture.
struct HO3DView {
  let files: HO3DFiles
  let sequence: HO3DFiles.Sequence
  /// The camera's place.
  let worldToCamera: RigidTransform

  /// The frames of these numbers; depth and masks are written into subfolders of `folder`.
  func frames(
    _ numbers: [String], into folder: URL, isNovel: Bool, warnings: inout [String]
  ) throws -> [Frame] {
    let prefix = isNovel ? "novel_" : ""
    let (masks, depth) = (folder.appending(path: "\(prefix)masks"), folder.appending(path: "\(prefix)depth"))
    let intrinsics = try intrinsics(numbers)
    var withoutMask = 0
    let frames = try numbers.enumerated().map { place, number in
      let name = isNovel ? "\(sequence.name)-\(number)" : number
      let imageURL = files.image(number, of: sequence)
      guard FileManager.default.fileExists(atPath: imageURL.path) else {
        throw FileError(imageURL, "the image of frame \(number) is missing")
      }
      let size = try ImageFile.size(of: imageURL)
      let maskURL = try mask(number, size: size, to: masks.appending(path: "\(name).png"))
      if maskURL == nil { withoutMask += 1 }
      return Frame(
        name: name, imageURL: imageURL, maskURL: maskURL,
        depthURL: try depthFile(number, size: size, to: depth.appending(path: "\(name).png")),
        camera: Camera(
          width: size.width, height: size.height, focalLength: [intrinsics.x, intrinsics.y],
          // The middle of the first pixel is at 0 there (`project_3D_points` marks pixels by rounding).
          principalPoint: [intrinsics.z + 0.5, intrinsics.w + 0.5], worldToCamera: worldToCamera),
        time: evenTime(place, of: numbers.count))
    }
    if withoutMask > 0 {
      warnings.append(
        "\(sequence.name): \(withoutMask) of \(numbers.count) frames have no mask: the rendered segmentations are a "
          + "download of their own")
    }
    return frames
  }

  /// The intrinsics, which do not change: of the first frame that states them.
  private func intrinsics(_ numbers: [String]) throws -> SIMD4<Double> {
    for number in numbers {
      let url = sequence.folder.appending(path: "meta/\(number).pkl")
      guard FileManager.default.fileExists(atPath: url.path) else { continue }
      if let found = try HO3DAnnotation(url).intrinsics { return found }
    }
    throw FileError(sequence.folder.appending(path: "meta"), "states no camera matrix (camMat) for any frame")
  }

  private func mask(_ number: String, size: ImageSize, to url: URL) throws -> URL? {
    guard let source = files.segmentation(number, of: sequence) else { return nil }
    try createFolder(url.deletingLastPathComponent())
    let labels = HO3DSegmentation.labels(try ImageFile.read(source))
    try ImageFile.writeLabels(labels.resizedNearest(width: size.width, height: size.height), to: url)
    return url
  }

  private func depthFile(_ number: String, size: ImageSize, to url: URL) throws -> URL? {
    let source = sequence.folder.appending(path: "depth/\(number).png")
    guard FileManager.default.fileExists(atPath: source.path) else { return nil }
    try createFolder(url.deletingLastPathComponent())
    try ImageFile.writeDepth(try HO3DDepth.read(source), to: url)
    return url
  }
}
