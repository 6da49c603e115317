import Files
import Foundation
import Images

/// The motion segmentation of HOI4D: pictures whose colours stand for numbers, and these for parts that depend on the
/// object's class.
///
/// A number's bits 0, 1, 2 are the highest bits of red, green, blue (`utils/color_map.py`). What the numbers mean is in
/// `definitions/motion segmentation/label.csv`: 1 is the object or a part of it, 2 the right hand; further ones are
/// parts, second objects, and the left hand.
struct HOI4DMask {
  let files: HOI4DFiles
  let sequence: String

  /// The capture's labels of the numbers 1 to 6 by the object's class: 1 and 2 hands, 3 the object with its parts, 4 a
  /// second object.
  private static let labels: [Int: [UInt8]] = [
    1: [3, 1], 2: [3, 1, 4], 3: [3, 1, 3], 4: [3, 1, 3, 3, 4], 5: [3, 1, 4], 6: [3, 1, 3, 4], 7: [3, 1, 4],
    8: [3, 1, 3, 4, 4, 2], 9: [3, 1, 3], 11: [3, 1, 3], 12: [3, 1, 4], 13: [3, 1, 4], 14: [3, 1, 3, 4],
    17: [3, 1, 3, 3, 3, 2], 18: [3, 1, 3, 3, 4], 20: [3, 1, 2],
  ]

  /// Writes the masks of frames into `folder`; none for frames that have none.
  func write(_ indices: [Int], into folder: URL, warnings: inout [String]) throws -> [URL?] {
    guard let category = files.number("C", of: sequence), let meanings = Self.labels[category] else {
      warnings.append("what the masks of \(sequence) mean is not known: the capture has none")
      return Array(repeating: nil, count: indices.count)
    }
    try createFolder(folder)
    let masks = try indices.map { index -> URL? in
      guard let source = source(index) else { return nil }
      let target = folder.appending(path: String(format: "%05d.png", index))
      try ImageFile.writeLabels(labels(try ImageFile.read(source), meanings), to: target)
      return target
    }
    let missing = masks.filter { $0 == nil }.count
    if missing > 0 { warnings.append("\(missing) of \(masks.count) frames have no mask in 2Dseg") }
    return masks
  }

  private func source(_ index: Int) -> URL? {
    ["mask", "shift_mask"].map {
      files.annotation("2Dseg/\($0)/\(String(format: "%05d", index)).png", of: sequence)
    }.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private func labels(_ image: Image, _ meanings: [UInt8]) -> LabelImage {
    let values = stride(from: 0, to: image.values.count, by: image.channels).map { start -> UInt8 in
      guard image.channels >= 3 else { return 0 }
      let bits = (0..<3).map { image.values[start + $0] > 0.25 ? 1 << $0 : 0 }
      let number = bits.reduce(0, +)
      return meanings.indices.contains(number - 1) ? meanings[number - 1] : 0
    }
    return LabelImage(width: image.width, height: image.height, channels: 1, values: values)
  }
}
