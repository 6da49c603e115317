import Files
import Foundation

/// A named choice of H2O's sequences, by the folders that they begin with.
struct H2OSplit: Sendable {
  let name: String
  let summary: String
  /// `subject4/h1` and so on; a subject alone stands for all of its folders.
  let folders: [String]
  /// Whether all other sequences are meant.
  var isComplement = false

  /// The split of the data set's README, and that of Hand-4DGS (its section 4).
  static let all = [
    H2OSplit(
      name: "train", summary: "the official training sequences: subjects 1, 2, and 3 with h1, h2, k1",
      folders: ["subject1", "subject2", "subject3/h1", "subject3/h2", "subject3/k1"]),
    H2OSplit(
      name: "val", summary: "the official validation sequences: subject 3 with k2, o1, o2",
      folders: ["subject3/k2", "subject3/o1", "subject3/o2"]),
    H2OSplit(name: "test", summary: "the official test sequences: subject 4", folders: ["subject4"]),
    H2OSplit(
      name: "hand-4dgs", summary: "the test sequences of Hand-4DGS: subject4/h1", folders: ["subject4/h1"]),
    H2OSplit(
      name: "hand-4dgs-train", summary: "the training sequences of Hand-4DGS: all but subject4/h1",
      folders: ["subject4/h1"], isComplement: true),
  ]

  /// Whether the sequence called `name` belongs to it.
  ///
  /// Archives are unpacked to `subject4_ego` and the like, which counts as `subject4`.
  func contains(_ name: String) -> Bool {
    let parts = Self.listed(name).split(separator: "/")
    let isNamed = folders.contains { parts.starts(with: $0.split(separator: "/")) }
    return isNamed != isComplement
  }

  /// What the official lists call the sequence `name`: `subject4/h1/0` also where it lies in `subject4_ego`.
  static func listed(_ name: String) -> String {
    let subject = name.prefix { $0 != "/" }
    return String(subject.prefix { $0 != "_" } + name.dropFirst(subject.count))
  }
}

/// The official lists of images for pose estimation, `subject3/k2/0/cam4/rgb/000020.png` a line.
struct H2OImageLists {
  let root: URL

  private static let lists: [(name: String, split: Frame.Split)] = [
    ("pose_train.txt", .train), ("pose_val.txt", .validation), ("pose_test.txt", .test),
  ]

  /// The split of each image, by its number, that the lists name of a sequence; none where the lists are not there.
  func splits(of sequence: String) throws -> [String: Frame.Split] {
    let prefix = H2OSplit.listed(sequence) + "/"
    var splits: [String: Frame.Split] = [:]
    for list in Self.lists {
      let places = ["label_split", "pose_lists", "."].map { root.appending(path: "\($0)/\(list.name)") }
      guard let url = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
        continue
      }
      let text = String(decoding: try InputFile.read(url), as: UTF8.self)
      for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(prefix) {
        let number = (String(line) as NSString).lastPathComponent
        splits[(number as NSString).deletingPathExtension] = list.split
      }
    }
    return splits
  }
}
