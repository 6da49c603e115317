import Files
import Foundation

/// A sequence of InterHand2.6M: its split, its capture, and its images.
struct InterHandSequence {
  /// An image and the number of its frame, which is unique within a capture.
  struct Photograph {
    var url: URL
    var number: Int
  }

  /// `train`, `val` or `test`.
  let split: String
  /// The number of the capture, as annotations call it: `0`.
  let capture: String
  private let folder: URL

  /// The sequence called `name`: `test/Capture0/ROM01_No_Interaction_2_Hand`.
  init(images: InterHandImages, name: String) throws {
    folder = images.folder(of: name)
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count == 3, ["train", "val", "test"].contains(parts[0]), parts[1].hasPrefix("Capture"),
      FileManager.default.fileExists(atPath: folder.path)
    else {
      throw FileError(
        folder, "is no sequence of InterHand2.6M",
        remedy: "name it as test/Capture0/ROM01_No_Interaction_2_Hand; --list shows those that are there")
    }
    split = parts[0]
    capture = String(parts[1].dropFirst("Capture".count))
  }

  /// The images of a camera by their frames' numbers.
  func photographs(camera: String) throws -> [Photograph] {
    let place = folder.appending(path: "cam\(camera)")
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw FileError(place, "there are no images of camera \(camera)")
    }
    let photographs = try SequenceFolders.contents(of: place).compactMap { name -> Photograph? in
      guard name.hasPrefix("image"), name.hasSuffix(".jpg") else { return nil }
      let number = Int(name.dropFirst("image".count).dropLast(".jpg".count))
      return number.map { Photograph(url: place.appending(path: name), number: $0) }
    }
    guard !photographs.isEmpty else { throw FileError(place, "holds no images such as image21511.jpg") }
    return photographs.sorted { $0.number < $1.number }
  }
}

/// The times of frames: by their numbers, as frames are missing here and there.
struct InterHandTimes {
  /// The number of the first frame, at time 0.
  let first: Int
  /// The number of the last frame, at time 1.
  let last: Int

  /// The time of the frame of this number.
  func time(of number: Int) -> Double { last > first ? Double(number - first) / Double(last - first) : 0 }
}
