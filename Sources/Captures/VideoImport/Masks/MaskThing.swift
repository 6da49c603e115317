/// A thing that has a mask: a hand with its arm, or what it holds.
struct MaskThing: Sendable, Hashable {
  /// Hands by their place in a frame's views: 0 right, 1 left; both for what both hold.
  var sides: [Int]
  /// Whether it is what the hands hold.
  var isObject: Bool

  /// The hands of `sides`, each followed by what it holds.
  static func all(_ sides: [Int]) -> [MaskThing] {
    sides.flatMap { [MaskThing(sides: [$0], isObject: false), MaskThing(sides: [$0], isObject: true)] }
  }

  /// The labels of things, of which at most two are objects.
  static func labels(_ things: [MaskThing]) -> [FrameLabel] {
    var objects: [FrameLabel] = [.object, .secondObject]
    return things.map { thing in
      guard !thing.isObject else { return objects.removeFirst() }
      return thing.sides == [0] ? .rightHand : .leftHand
    }
  }
}
