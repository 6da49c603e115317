/// A thing that may be in a video, and what speaks for it.
struct MaskCandidate: Sendable {
  let thing: MaskThing
  /// Which of a frame's evidence is about it.
  let parts: [Int]
  /// What speaks for it in all frames together, in squares of a hand's length.
  let support: Float

  /// Least support for an object.
  private static let leastSupport: Float = 0.1
  /// Least support for an object, less where it is hardly told from the scene behind it.
  private static let leastSureSupport: Float = 0.3
  /// With more support than this an object need not be told from the scene behind it.
  private static let amplySupported: Float = 1
  /// Support that two objects share, as a part of the smaller one's, from which on they are one.
  private static let sameShare: Float = 0.5

  /// The hands of `sides`, and objects that something speaks for: one where both hands hold the same.
  ///
  /// - Parameter evidence: For ``MaskThing/all(_:)`` of `sides`, a frame each.
  static func chosen(sides: [Int], evidence: [[StoredEvidence]], handLength: Float) -> [MaskCandidate] {
    let square = max(handLength * handLength, 1)
    let all = MaskThing.all(sides).enumerated().map { index, thing in
      MaskCandidate(
        thing: thing, parts: [index],
        support: evidence.reduce(Float(0)) { $0 + $1[index].totalSupport } / square)
    }
    let kept = all.filter { !$0.thing.isObject || $0.support > leastSupport }
    let objects = kept.filter(\.thing.isObject)
    guard objects.count == 2 else { return kept }
    let (first, second) = (objects[0].parts[0], objects[1].parts[0])
    let shared = evidence.reduce(Float(0)) { $0 + $1[first].sharedSupport($1[second]) } / square
    guard shared > sameShare * min(objects[0].support, objects[1].support) else { return kept }
    let both = MaskCandidate(
      thing: MaskThing(sides: sides, isObject: true), parts: [first, second],
      support: objects[0].support + objects[1].support)
    return kept.filter { !$0.thing.isObject } + [both]
  }

  /// Whether it is a hand, or an object that is told from the scene behind it.
  ///
  /// Shadows that go with a hand, and what is seen between its fingers, do not differ from the scene, or nothing tells
  /// what is behind.
  ///
  /// - Parameters:
  ///   - beliefs: In the thing, 0...255 a pixel and frame.
  ///   - changes: How each frame differs from the scene.
  func isSure(beliefs: [[UInt8]], changes: [Changes]) -> Bool {
    guard thing.isObject else { return true }
    var (front, count): (Float, Float) = (0, 0)
    for (beliefs, changes) in zip(beliefs, changes) {
      for index in beliefs.indices where beliefs[index] > 127 {
        front += changes.front(index)
        count += 1
      }
    }
    return support > Self.amplySupported
      || support * (2 * front / max(count, 1) - 1) > Self.leastSureSupport
  }
}
