import Files

/// How a capture's frames are divided into those to learn from and those to measure on.
public enum CaptureSplit: Sendable, Equatable {
  /// Even frames train, odd ones test.
  case alternate
  /// Every nth frame, from the first on, tests; the others train.
  case everyNth(Int)
  /// All frames train, and the same test.
  case all
  /// The data set's own: its test frames test, or where it has none its validation frames.
  case own

  /// The indices of the frames to learn from and of those to measure on, both rising.
  ///
  /// Throws a ``FileError`` about `capture` where one of the two would be empty.
  public func divide(_ capture: Capture) throws -> (train: [Int], test: [Int]) {
    let frames = capture.frames
    let parts =
      switch self {
      case .alternate: divide(frames.count) { $0 % 2 == 1 }
      case .everyNth(let n): divide(frames.count) { $0 % n == 0 }
      case .all: (Array(frames.indices), Array(frames.indices))
      case .own: ownParts(frames)
      }
    guard !parts.0.isEmpty, !parts.1.isEmpty else {
      let counts = "\(parts.0.count) to train and \(parts.1.count) to test"
      throw FileError(
        capture.name, "the split `\(self)` of \(frames.count) frames leaves \(counts)",
        remedy: "choose another split, such as `all`")
    }
    return parts
  }

  private func divide(_ count: Int, isTest: (Int) -> Bool) -> ([Int], [Int]) {
    let indices = 0..<count
    return (indices.filter { !isTest($0) }, indices.filter(isTest))
  }

  private func ownParts(_ frames: [Frame]) -> ([Int], [Int]) {
    func indices(_ split: Frame.Split) -> [Int] { frames.indices.filter { frames[$0].split == split } }
    let test = indices(.test)
    return (indices(.train), test.isEmpty ? indices(.validation) : test)
  }
}

extension CaptureSplit: LosslessStringConvertible, Codable {
  /// The split named `alternate`, `every:8` (any number above 1), `all` or `own`.
  public init?(_ description: String) {
    switch description {
    case "alternate": self = .alternate
    case "all": self = .all
    case "own": self = .own
    default:
      let parts = description.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "every", let n = Int(parts[1]), n > 1 else { return nil }
      self = .everyNth(n)
    }
  }

  /// The name that ``init(_:)`` takes.
  public var description: String {
    switch self {
    case .alternate: "alternate"
    case .everyNth(let n): "every:\(n)"
    case .all: "all"
    case .own: "own"
    }
  }

  /// Reads a split by its name.
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let split = CaptureSplit(name) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "`\(name)` is no split: alternate, every:8, all or own"))
    }
    self = split
  }

  /// Writes a split as its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
