import Files
import Foundation
import Hands
import Images
import Splatting

/// A recording of DexYCB as one camera saw it.
struct DexYCBView {
  let recording: DexYCBRecording
  let calibration: DexYCBCalibration
  /// The camera's serial number.
  let serial: String

  /// The labels of the frame of number `index`.
  func labels(_ index: Int) throws -> DexYCBLabels {
    try DexYCBLabels(file("labels", index, "npz"), objectCount: recording.objects.count)
  }

  /// The frames of these numbers; their masks are written into `masks`.
  func frames(_ indices: [Int], labels: [DexYCBLabels], masks: URL) throws -> [Frame] {
    try frames(indices, labels: labels, masks: masks, prefix: "")
  }

  /// The same as views for evaluation, whose names tell the camera.
  func novelFrames(_ indices: [Int], masks: URL) throws -> [Frame] {
    try frames(indices, labels: indices.map(labels), masks: masks, prefix: "\(serial)-")
  }

  private func frames(
    _ indices: [Int], labels: [DexYCBLabels], masks: URL, prefix: String
  ) throws -> [Frame] {
    try createFolder(masks)
    let camera = try calibration.camera(serial)
    return try zip(indices, labels).enumerated().map { place, pair in
      let (index, labels) = pair
      let name = prefix + Self.number(index)
      let mask = masks.appending(path: "\(name).png")
      let values = try labels.mask(
        side: recording.side, grasped: recording.grasped, size: [camera.width, camera.height])
      try ImageFile.writeLabels(values, to: mask)
      return Frame(
        name: name, imageURL: file("color", index, "jpg"), maskURL: mask,
        depthURL: file("aligned_depth_to_color", index, "png"), camera: camera,
        time: evenTime(place, of: indices.count))
    }
  }

  private func file(_ kind: String, _ index: Int, _ fileExtension: String) -> URL {
    recording.folder.appending(path: "\(serial)/\(kind)_\(Self.number(index)).\(fileExtension)")
  }

  /// Six digits.
  private static func number(_ index: Int) -> String { String(format: "%06d", index) }
}
