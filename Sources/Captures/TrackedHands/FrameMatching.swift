/// Finds the frame of a capture that an image's name means.
struct FrameMatching {
  private let byName: [String: Int]
  private let byNumber: [Int: Int]

  /// Knows the frames of `capture`.
  init(_ capture: Capture) {
    let names = capture.frames.enumerated().map { ($1.name, $0) }
    byName = Dictionary(names, uniquingKeysWith: { first, _ in first })
    let numbers = names.compactMap { name, index in Self.number(name).map { ($0, index) } }
    // Numbers tell frames apart only where each has one of its own.
    byNumber = Set(numbers.map(\.0)).count == names.count ? Dictionary(uniqueKeysWithValues: numbers) : [:]
  }

  /// The frame called `name`, or `name` without `_0` at its end; else the one whose name ends in the same number, that
  /// of a hand (`IMAGE12_0`) left out.
  func index(of name: String) -> Int? {
    if let found = byName[name] { return found }
    if let underscore = name.lastIndex(of: "_"), let found = byName[String(name[..<underscore])] {
      return found
    }
    return (Self.numberBeforeHand(name) ?? Self.number(name)).flatMap { byNumber[$0] }
  }

  private static func number(_ name: some StringProtocol) -> Int? {
    Int(String(name.reversed().prefix { $0.isNumber }.reversed()))
  }

  /// The number of the image of `IMAGE12_0`, to which a program has added the hand's, a digit.
  private static func numberBeforeHand(_ name: String) -> Int? {
    let parts = name.split(separator: "_")
    guard let hand = parts.last, hand.count == 1, Int(hand) != nil, let image = parts.dropLast().last else {
      return nil
    }
    return number(image)
  }
}
