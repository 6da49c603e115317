import Files
import Foundation

/// Where the files of HO3D lie.
struct HO3DFiles: Sendable {
  /// A sequence as one camera saw it.
  struct Sequence: Sendable {
    /// `train` or `evaluation`.
    let split: String
    let folder: URL

    var name: String { folder.lastPathComponent }

    /// The camera's number, which a name of two digits or more ends in; none where one camera recorded.
    var camera: Int? {
      let digits = name.reversed().prefix { $0.isNumber }
      return digits.count > 1 ? digits.first?.wholeNumberValue : nil
    }

    /// The name without the camera: `ABF1`.
    var recording: String { camera == nil ? name : String(name.dropLast()) }
  }

  let root: URL

  private static let splits = ["train", "evaluation"]

  /// All sequences that are there, those of the training split first.
  func sequences() throws -> [Sequence] {
    let found = try Self.splits.filter { exists(root.appending(path: $0)) }.flatMap { split in
      try SequenceFolders.subfolders(of: root.appending(path: split))
        .map { Sequence(split: split, folder: root.appending(path: "\(split)/\($0)")) }
        .filter { exists($0.folder.appending(path: "rgb")) }
    }
    guard !found.isEmpty else {
      throw FileError(
        root, "holds no sequence of HO3D", remedy: "looked for train/*/rgb and evaluation/*/rgb")
    }
    return found
  }

  /// The sequence called `name`, or of that recording and camera.
  func sequence(_ name: String, camera: String?) throws -> Sequence {
    let all = try sequences()
    let wanted = all.first { sequence in
      guard let camera else { return sequence.name == name }
      return (sequence.recording == name || sequence.name == name)
        && sequence.camera.map(String.init) == camera
    }
    if let wanted { return wanted }
    let seen = camera.map { " by a camera \($0)" } ?? ""
    throw FileError(root, "holds no sequence \(name)\(seen)", remedy: "--list shows those that are there")
  }

  /// The numbers of a sequence's frames, such as `0000`, rising.
  func numbers(of sequence: Sequence) throws -> [String] {
    try SequenceFolders.contents(of: sequence.folder.appending(path: "rgb"))
      .map { ($0 as NSString).deletingPathExtension }.sorted()
  }

  /// The image of a frame: PNG in version 2, JPEG in version 3.
  func image(_ number: String, of sequence: Sequence) -> URL {
    let places = ["png", "jpg"].map { sequence.folder.appending(path: "rgb/\(number).\($0)") }
    return places.first(where: exists) ?? places[0]
  }

  /// The segmentation of a frame, where there is one.
  func segmentation(_ number: String, of sequence: Sequence) -> URL? {
    let packages = ["HO3D_v3_segmentations_rendered", "HO3D_v2_segmentations_rendered"].map {
      root.appending(path: "\($0)/\(sequence.split)/\(sequence.name)/seg")
    }
    let places = ([sequence.folder.appending(path: "seg")] + packages).flatMap { folder in
      ["png", "jpg"].map { folder.appending(path: "\(number).\($0)") }
    }
    return places.first(where: exists)
  }

  /// The mesh of an object of the YCB set.
  func objectModel(_ name: String) -> URL {
    let places = ["models", "YCB_models", "YCB_Video_Models/models", "YCB/models"].map {
      root.appending(path: "\($0)/\(name)/textured_simple.obj")
    }
    return places.first(where: exists) ?? places[0]
  }

  private func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}
