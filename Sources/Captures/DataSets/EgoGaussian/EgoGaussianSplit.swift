import Files
import Foundation

/// The split of a clip: `training_frames.txt`, `static_eval_frames.txt`, `dynamic_eval_frames.txt`, each a number of
/// an image a line, and `phase_frame_index.txt`.
///
/// The last has a phase a line, its first and its last number with a comma between them: the object rests in the
/// first phase, moves in the second, and so on in turn (`train.py` of `zdwww/EgoGaussian`). Frames for evaluation, at
/// rest or in motion, are one test split here.
struct EgoGaussianSplit {
  private let training: Set<Int>
  private let evaluation: Set<Int>
  /// The last number of the first phase, in which the object rests.
  let lastNumberAtRest: Int?

  /// Reads the files in `folder`; none where there is no such folder.
  init?(folder: URL) throws {
    guard FileManager.default.fileExists(atPath: folder.path) else { return nil }
    func numbers(_ name: String) throws -> [Int] {
      try Self.lines(folder.appending(path: "\(name).txt")).map { $0[0] }
    }
    training = Set(try numbers("training_frames"))
    evaluation = Set(try numbers("static_eval_frames") + numbers("dynamic_eval_frames"))
    let phasesURL = folder.appending(path: "phase_frame_index.txt")
    let phases = FileManager.default.fileExists(atPath: phasesURL.path) ? try Self.lines(phasesURL) : []
    guard phases.allSatisfy({ $0.count == 2 && $0[0] <= $0[1] }) else {
      throw FileError(phasesURL, "is not a list of phases: a first and a last number, a comma between them")
    }
    lastNumberAtRest = phases.first?[1]
  }

  /// What the image of this number is for; none where the release does not say.
  func split(ofNumber number: Int) -> Frame.Split? {
    if training.contains(number) { return .train }
    return evaluation.contains(number) ? .test : nil
  }

  /// The whole numbers of each line that is not empty.
  private static func lines(_ url: URL) throws -> [[Int]] {
    let text = String(decoding: try InputFile.read(url), as: UTF8.self)
    return try text.split(whereSeparator: \.isNewline).compactMap { line in
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed.isEmpty { return nil }
      return try trimmed.split(separator: ",", omittingEmptySubsequences: false).map { word in
        guard let number = Int(word.trimmingCharacters(in: .whitespaces)) else {
          throw FileError(url, "has the line '\(trimmed)'", remedy: "a line holds whole numbers")
        }
        return number
      }
    }
  }
}
