import Files
import Foundation
import Hands
import Splatting

/// The annotations of a sequence of ARCTIC, in the world.
///
/// `*.mano.npy` holds a pickled dictionary: `right` and `left`, each with `rot [T, 3]`, `pose [T, 45]` (from the mean
/// pose), `trans [T, 3]` in metres, `shape [10]`. `*.object.npy` is `[T, 7]`: the angle between the object's parts in
/// radians, its rotation (axis times angle), its translation in **millimetres**.
struct ARCTICRecording {
  /// `s05/box_grab_01`.
  let name: String
  /// The file of the hands.
  let url: URL
  /// How many frames are annotated.
  let count: Int
  private let hands: PickleRecord

  /// Opens the sequence called `name`.
  init(files: ARCTICFiles, name: String) throws {
    self.name = name
    url = files.annotation("mano", of: name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw FileError(url, "is no sequence of the data set", remedy: "--list shows those that are there")
    }
    hands = try PickleRecord(contentsOf: url)
    count = try hands.record("right").array("rot", shape: [nil, 3]).shape[0]
  }

  /// `s05`.
  var subject: String { name.split(separator: "/").first.map(String.init) ?? name }

  /// What the object is called: `box`.
  var object: String {
    let sequence = name.split(separator: "/").last ?? ""
    return sequence.split(separator: "_").first.map(String.init) ?? String(sequence)
  }

  /// The frames whose images may be taken: those of the numbers 10 to `count` - 11 (`glob_fnames` in
  /// `src/arctic/split.py`), as the first and last ones may be black.
  func usableFrames(imageOffset: Int) -> Range<Int> { frames(withoutMargin: 10, imageOffset: imageOffset) }

  /// The frames whose images have a number of `margin` or more, and less than `count` - `margin`.
  ///
  /// - Parameter imageOffset: The number of the image that shows frame 0 (``ARCTICMetadata/imageOffset``).
  func frames(withoutMargin margin: Int, imageOffset: Int) -> Range<Int> {
    let first = min(max(margin - imageOffset, 0), count)
    return first..<max(count - margin - imageOffset, first)
  }

  /// A hand in these frames.
  func hand(_ side: HandTrack.Side, _ indices: [Int]) throws -> [ManoFrames.Pose] {
    let record = try hands.record(side.rawValue)
    let wrist = try record.array("rot", shape: [count, 3]).floats()
    let fingers = try record.array("pose", shape: [count, 45]).floats()
    let place = try record.array("trans", shape: [count, 3]).vectors()
    let shape = try record.floats("shape", count: 10)
    return indices.map { index in
      ManoFrames.Pose(
        axisAngle: Array(wrist[(3 * index)..<(3 * index + 3)] + fingers[(45 * index)..<(45 * index + 45)]),
        shape: shape, translation: place[index])
    }
  }
}
