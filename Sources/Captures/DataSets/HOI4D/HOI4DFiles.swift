import Files
import Foundation
import Hands

/// Where the files of HOI4D lie: its parts are downloads of their own, which users unpack into one folder or beside
/// each other.
struct HOI4DFiles: Sendable {
  let root: URL
  /// The sequences, by the folders of their videos.
  let videos: SequenceFolders

  /// What the objects' classes are called, by their numbers.
  static let categories = [
    "", "ToyCar", "Mug", "Laptop", "StorageFurniture", "Bottle", "Safe", "Bowl", "Bucket", "Scissors", "",
    "Pliers", "Kettle", "Knife", "TrashCan", "", "", "Lamp", "Stapler", "", "Chair",
  ]

  /// Finds the videos in `root` or in `HOI4D_release` in it.
  init(root: URL) throws {
    let release = root.appending(path: "HOI4D_release")
    let place = FileManager.default.fileExists(atPath: release.path) ? release : root
    guard try SequenceFolders.subfolders(of: place).contains(where: { $0.hasPrefix("ZY") }) else {
      throw FileError(
        root, "is no HOI4D", remedy: "looked for folders such as ZY20210800001, also in HOI4D_release")
    }
    self.root = root
    videos = SequenceFolders(
      root: place, depth: 7, mark: "align_rgb, as in ZY20210800001/H1/C8/N11/S321/s03/T2",
      isSequence: { FileManager.default.fileExists(atPath: $0.appending(path: "align_rgb").path) })
  }

  /// A file or folder of a sequence's video, depth or annotations.
  func annotation(_ path: String, of sequence: String) -> URL {
    find([
      ".", "HOI4D_annotations", "HOI4D_annotations/HOI4D_annotations", "HOI4D_depth_video", "HOI4D_release",
    ]) {
      "\($0)/\(sequence)/\(path)"
    }
  }

  /// The folder of a hand's parameters.
  func hands(_ side: HandTrack.Side, of sequence: String) -> URL {
    find(["handpose", "Hand_pose/handpose", "Hand_pose", "."]) {
      "\($0)/refinehandpose_\(side.rawValue)/\(sequence)"
    }
  }

  /// The file of a frame in `folder`, whose number has leading zeros or not; none where there is none.
  func frame(_ index: Int, _ fileExtension: String, in folder: URL) -> URL? {
    ["\(index)", String(format: "%05d", index)].map { folder.appending(path: "\($0).\(fileExtension)") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The intrinsics of the camera that recorded a sequence.
  func intrinsics(of sequence: String) throws -> URL {
    let camera = sequence.prefix { $0 != "/" }
    let url = find(["camera_params", "camera_params/camera_params"]) { "\($0)/\(camera)/intrin.npy" }
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw FileError(
        url, "is not there", remedy: "camera_params is a download of its own: HOI4D-Instructions, issue 23")
    }
    return url
  }

  /// The mesh of the rigid object of a sequence.
  func mesh(of sequence: String) -> URL? {
    guard let category = number("C", of: sequence), Self.categories.indices.contains(category),
      let instance = number("N", of: sequence)
    else { return nil }
    let name = "rigid/\(Self.categories[category])/\(String(format: "%03d", instance)).obj"
    return find(["HOI4D_CAD_Model_for_release", "."]) { "\($0)/\(name)" }
  }

  /// The number of a sequence's folder that begins with `letter`: 8 of `C8`.
  func number(_ letter: Character, of sequence: String) -> Int? {
    sequence.split(separator: "/").first { $0.first == letter }.flatMap { Int($0.dropFirst()) }
  }

  /// The first of the places that is there, else the first of all.
  private func find(_ places: [String], _ path: (String) -> String) -> URL {
    let candidates = places.map { root.appending(path: path($0)).standardized }
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) } ?? candidates[0]
  }
}
