import Files
import Foundation

/// The images of InterHand2.6M: `images/{split}/Capture{n}/{sequence}/cam{camera}/image{frame}.jpg`.
struct InterHandImages {
  /// The folder that holds `images` and `annotations`.
  let root: URL

  private var folder: URL { root.appending(path: "images") }

  /// The sequences of all splits, as `split/Capture0/name`.
  func sequences() throws -> [String] {
    let splits = ["test", "train", "val"].filter {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
    guard !splits.isEmpty else {
      throw FileError(
        root, "is no InterHand2.6M", remedy: "looked for images/train, images/val and images/test in it")
    }
    return try splits.flatMap { try sequences(of: $0) }
  }

  /// The sequences of one split.
  func sequences(of split: String) throws -> [String] {
    let captures = try SequenceFolders.subfolders(of: folder.appending(path: split))
    return try captures.filter { $0.hasPrefix("Capture") }.flatMap { capture in
      let names = try SequenceFolders.subfolders(of: folder.appending(path: "\(split)/\(capture)"))
      return names.map { "\(split)/\(capture)/\($0)" }
    }
  }

  /// The folder of a sequence.
  func folder(of sequence: String) -> URL { folder.appending(path: sequence) }

  /// The cameras of a sequence, sorted by number.
  func cameras(of sequence: String) throws -> [String] {
    try SequenceFolders.subfolders(of: folder(of: sequence)).filter { $0.hasPrefix("cam") }
      .map { String($0.dropFirst("cam".count)) }
  }

  /// The cameras that record in colour: the numbers of the others begin with 41, as those know who leave them out
  /// (the preparation of images in `XuanHuang0/VANeRF`).
  func colorCameras(of sequence: String) throws -> [String] {
    try cameras(of: sequence).filter { !$0.hasPrefix("41") }
  }

  /// The first camera that records in colour, or where there is none the first.
  func usualCamera(of sequence: String) throws -> String {
    guard let camera = try colorCameras(of: sequence).first ?? cameras(of: sequence).first else {
      throw FileError(folder(of: sequence), "holds no folder of a camera, such as cam400262")
    }
    return camera
  }
}
