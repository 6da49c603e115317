import ArgumentParser
import Captures
import Images

extension VideoImportSettings.Hands: ExpressibleByArgument {}

/// A size on the command line: `640`, the longer side, or `640x360`.
struct FrameSizeArgument: ExpressibleByArgument {
  /// The size.
  let size: FrameSelection.Size

  init?(argument: String) {
    let numbers = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map {
      Int($0)
    }
    let sides = numbers.compactMap(\.self)
    guard sides.count == numbers.count, sides.allSatisfy({ (16...16384).contains($0) }) else { return nil }
    switch sides.count {
    case 1: size = .longerSide(sides[0])
    case 2: size = .exact(ImageSize(width: sides[0], height: sides[1]))
    default: return nil
    }
  }
}

/// What masks mean, on the command line: `1=right,2=object`.
struct MaskLabelsArgument: ExpressibleByArgument {
  /// Labels by what files call them.
  let labels: [String: FrameLabel]

  init?(argument: String) {
    var labels: [String: FrameLabel] = [:]
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[0].isEmpty, let label = FrameLabel(name: sides[1]) else { return nil }
      labels[sides[0]] = label
    }
    self.labels = labels
  }
}
