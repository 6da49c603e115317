/// Frames of a capture as a text names them.
struct FrameList {
  /// So many names and ranges are written out.
  private static let limit = 12

  /// The names in the capture's order.
  let names: [String]
  private let runs: [ClosedRange<Int>]
  private let frames: [Frame]

  /// Those of `frames` at `indices`.
  init(_ indices: some Sequence<Int>, of frames: [Frame]) {
    let sorted = Set(indices).sorted()
    names = sorted.map { frames[$0].name }
    self.frames = frames
    runs = sorted.reduce(into: []) { runs, index in
      if let last = runs.last, last.upperBound == index - 1 {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
  }

  /// `00003, 00007 to 00009`; of very many the first, and how many follow.
  var text: String {
    let shown = runs.prefix(Self.limit).map { run in
      switch run.count {
      case 1: frames[run.lowerBound].name
      case 2: frames[run.lowerBound].name + ", " + frames[run.upperBound].name
      default: frames[run.lowerBound].name + " to " + frames[run.upperBound].name
      }
    }
    let rest = runs.dropFirst(Self.limit).reduce(0) { $0 + $1.count }
    return shown.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
  }
}
