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
  func frames(_ indices: [Int], labels: [DexYCBLabels], masks: URL, isNovel: Bool) throws -> [Frame] {
    try createFolder(masks)
    let camera = try calibration.camera(serial)
    return try zip(indices, labels).enumerated().map { place, pair in
      let (index, labels) = pair
      let number = Self.number(index)
      let name = isNovel ? "\(serial)-\(number)" : number
      let mask = masks.appending(path: "\(name).png")
      try ImageFile.writeLabels(
        try labels.mask(
          side: recording.side, grasped: recording.grasped, size: [camera.width, camera.height]),
        to: mask)
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
