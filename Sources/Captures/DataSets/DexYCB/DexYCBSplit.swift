import Files
import Foundation

/// An official split of DexYCB: which of the 10 subjects, of the 8 cameras, and of a subject's 100 recordings.
///
/// The numbers are those of `dex_ycb_toolkit/dex_ycb.py`.
struct DexYCBSplit {
  /// `s0-train`.
  let name: String
  /// What it holds out, in a line.
  let summary: String
  /// The cameras, by serial number.
  let serials: [String]
  private let subjects: [String]
  /// Whether a subject's recording is in it, by its place among the 100.
  private let holds: @Sendable (Int) -> Bool

  /// All: four setups with three splits each.
  static let all =
    ["train", "val", "test"].map(seenAll) + ["train", "val", "test"].map(unseenSubjects)
    + ["train", "val", "test"].map(unseenViews) + ["train", "val", "test"].map(unseenObjects)

  /// The recordings, of those called `names` (`subject/recording`) in `root`, that are in the split.
  ///
  /// - Throws: ``FileError`` where a split goes by the place of a recording among its subject's 100, and some of these
  ///   are not there.
  func recordings(of names: [String], in root: URL) throws -> [String] {
    try subjects.flatMap { subject -> [String] in
      let own = names.filter { $0.hasPrefix(subject + "/") }.sorted()
      guard own.isEmpty || own.count == Self.perSubject || (0..<Self.perSubject).allSatisfy(holds) else {
        throw FileError(
          root.appending(path: subject), "has \(own.count) recordings of \(Self.perSubject)",
          remedy: "the split counts them: unpack the subject as a whole, or name a sequence")
      }
      return own.indices.filter(holds).map { own[$0] }
    }
  }

  private static let perSubject = 100

  private static let allSubjects = [
    "20200709-subject-01", "20200813-subject-02", "20200820-subject-03", "20200903-subject-04",
    "20200908-subject-05", "20200918-subject-06", "20200928-subject-07", "20201002-subject-08",
    "20201015-subject-09", "20201022-subject-10",
  ]

  private static let allSerials = [
    "836212060125", "839512060362", "840412060917", "841412060263", "932122060857", "932122060861",
    "932122061900", "932122062010",
  ]

  /// s0: no subject, camera or object is unseen.
  private static func seenAll(_ part: String) -> DexYCBSplit {
    let subjects = ["train": 0...9, "val": 0...1, "test": 2...9]
    return DexYCBSplit(
      name: "s0-\(part)", summary: "setup s0 (all seen), \(part)", serials: allSerials,
      subjects: Array(allSubjects[subjects[part] ?? 0...9]),
      holds: { ($0 % 5 == 4) == (part != "train") })
  }

  /// s1: subjects are unseen.
  private static func unseenSubjects(_ part: String) -> DexYCBSplit {
    let subjects = ["train": [0, 1, 2, 3, 4, 5, 9], "val": [6], "test": [7, 8]]
    return DexYCBSplit(
      name: "s1-\(part)", summary: "setup s1 (unseen subjects), \(part)", serials: allSerials,
      subjects: subjects[part, default: []].map { allSubjects[$0] }, holds: { _ in true })
  }

  /// s2: cameras are unseen.
  private static func unseenViews(_ part: String) -> DexYCBSplit {
    let serials = ["train": 0...5, "val": 6...6, "test": 7...7]
    return DexYCBSplit(
      name: "s2-\(part)", summary: "setup s2 (unseen views), \(part)",
      serials: Array(allSerials[serials[part] ?? 0...7]), subjects: allSubjects, holds: { _ in true })
  }

  /// s3: grasped objects are unseen; five recordings of a subject are of one object.
  private static func unseenObjects(_ part: String) -> DexYCBSplit {
    let objects = ["val": [3, 19], "test": [7, 11, 15]]
    let heldOut = [3, 7, 11, 15, 19]
    return DexYCBSplit(
      name: "s3-\(part)", summary: "setup s3 (unseen grasped objects), \(part)", serials: allSerials,
      subjects: allSubjects,
      holds: { index in
        part == "train" ? !heldOut.contains(index / 5) : objects[part, default: []].contains(index / 5)
      })
  }
}
