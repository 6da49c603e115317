/// What is wrong with a pickle; the reader adds the file.
struct PickleProblem: Error {
  let text: String
  let remedy: String?

  init(_ text: String, remedy: String? = nil) {
    self.text = text
    self.remedy = remedy
  }

  /// The stream ends before its last instruction.
  static let cutShort = PickleProblem("is cut short or damaged: its pickle ends before it is complete")

  /// An instruction meets what it cannot work on.
  static func damaged(_ reason: String) -> PickleProblem {
    PickleProblem("is no pickle, or is damaged: \(reason)")
  }

  static let containsItself = PickleProblem("holds a value that contains itself")

  static let tooLarge = PickleProblem("unpacks to more than is taken")
}
