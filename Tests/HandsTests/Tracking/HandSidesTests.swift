import Hands
import Testing

@Suite("Sides of hands over time")
struct HandSidesTests {
  /// A made-up hand 100 pixels high at `x`.
  private func hand(
    _ side: HandTrack.Side, at x: Float, handedness: Float = 0.9, presence: Float = 0.9
  ) -> TrackedHand {
    let points = (0..<TrackedHand.landmarkCount).map { index -> SIMD3<Float> in
      let (column, row) = (Float(index % 5), Float(index / 4))
      return SIMD3<Float>(x + 10 * column, 100 + 20 * row, 0)
    }
    return TrackedHand(
      side: side, presence: presence, handedness: handedness, landmarks: points, worldLandmarks: points)
  }

  private func sides(_ frames: [[TrackedHand]]) -> [[HandTrack.Side]] {
    HandSides.settled(frames).map { $0.map(\.side) }
  }

  @Test("A few frames that say otherwise are outvoted, and say so in their sureness")
  func majority() {
    let frames = (0..<9).map { [hand($0 == 4 ? .left : .right, at: 100 + 5 * Float($0), handedness: 0.8)] }
    let settled = HandSides.settled(frames)
    #expect(settled.allSatisfy { $0.map(\.side) == [.right] })
    #expect(abs(settled[4][0].handedness - 0.2) < 1e-6 && settled[3][0].handedness == 0.8)
    #expect(settled[4][0].landmarks == frames[4][0].landmarks)
  }

  @Test("Sure frames count more than unsure ones")
  func sureness() {
    let frames = (0..<5).map { [hand($0 < 3 ? .left : .right, at: 100, handedness: $0 < 3 ? 0.52 : 0.99)] }
    #expect(sides(frames).allSatisfy { $0 == [.right] })
  }

  @Test("Two hands that cross stay themselves")
  func crossing() {
    let frames = (0..<21).map { index in
      // One passes the other with a step of 20 pixels, a fifth of a hand; the network errs while they are near.
      let near = (8...12).contains(index)
      var left = hand(near ? .right : .left, at: 400)
      left.landmarks = left.landmarks.map { $0 + SIMD3(0, 70, 0) }
      return [hand(.right, at: 200 + 20 * Float(index)), left]
    }
    let settled = HandSides.settled(frames)
    #expect(settled.allSatisfy { $0.map(\.side) == [.right, .left] })
    #expect(settled.indices.allSatisfy { settled[$0][0].landmarks == frames[$0][0].landmarks })
  }

  @Test("A hand found twice counts once, the surer one")
  func repetitions() {
    let frames = [[hand(.right, at: 100, presence: 0.7), hand(.right, at: 108, presence: 0.95)]]
    #expect(HandSides.settled(frames) == [[hand(.right, at: 108, presence: 0.95)]])
  }

  @Test("A hand found as right and as left at once, thumb for little finger, counts once")
  func repetitionOfTheOtherSide() {
    let order = [0, 17, 18, 19, 20, 13, 14, 15, 16, 9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4]
    let frames = (0..<6).map { index -> [TrackedHand] in
      let right = hand(.right, at: 100 + 5 * Float(index))
      var left = hand(.left, at: 105 + 5 * Float(index), handedness: 0.99, presence: 0.7)
      left.landmarks = order.map { left.landmarks[$0] }
      return index == 2 || index == 3 ? [left, right] : [right]
    }
    #expect(HandSides.settled(frames) == frames.map { $0.filter { $0.side == .right } })
    // Two hands side by side are two, also where they touch.
    let touching = [[hand(.right, at: 100), hand(.left, at: 142)]]
    #expect(HandSides.settled(touching) == touching)
  }

  @Test("A hand alone that is found again where it was lost keeps its side, whatever the network says")
  func returningToItsPlace() {
    func sides(away: [[TrackedHand]], at x: Float) -> [[HandTrack.Side]] {
      let before = Array(repeating: [hand(.left, at: 100)], count: 17)
      return self.sides(before + away + Array(repeating: [hand(.right, at: x)], count: 4))
    }
    let nothing = [[TrackedHand]](repeating: [], count: 27)
    let found = sides(away: nothing, at: 130).joined()
    #expect(found.count == 21 && found.allSatisfy { $0 == .left })
    // Elsewhere, much later, or after another hand it may be the other.
    let other = [[hand(.right, at: 600)]] + [[TrackedHand]](repeating: [], count: 26)
    for (away, x) in [(nothing, Float(160)), (nothing + nothing + nothing, 100), (other, 100)] {
      #expect(sides(away: away, at: x).last == [.right])
    }
  }

  @Test("Of two hands of one side the one with less evidence becomes the other")
  func sameSide() {
    let frames = (0..<6).map { _ in [hand(.left, at: 500, handedness: 0.6), hand(.left, at: 100)] }
    let settled = HandSides.settled(frames)
    #expect(settled.allSatisfy { $0.map(\.side) == [.right, .left] })
    #expect(settled[0][0].landmarks == frames[0][0].landmarks)
  }

  @Test("A third hand is left out, and a short one does not push out a long one")
  func thirdHand() {
    let frames = (0..<10).map { index in
      let both = [hand(.right, at: 100), hand(.left, at: 500)]
      return index == 5 ? both + [hand(.right, at: 900, handedness: 0.99)] : both
    }
    #expect(HandSides.settled(frames) == frames.map { Array($0.prefix(2)) })
  }

  @Test("A hand that leaves and returns elsewhere keeps its side; frames without hands stay empty")
  func leavingAndReturning() {
    let away = [[TrackedHand]](repeating: [], count: 12)
    let frames =
      (0..<8).map { _ in [hand(.left, at: 100)] } + away + (0..<8).map { _ in [hand(.left, at: 700)] }
    #expect(HandSides.settled(frames) == frames)
    // Lost for a moment and found by a wrong word: still the same hand.
    let gap = (0..<8).map { _ in [hand(.left, at: 100)] } + [[], []] + [[hand(.right, at: 110)]]
    #expect(sides(gap).last == [.left])
    #expect(HandSides.settled([]).isEmpty && HandSides.settled([[]]) == [[]])
  }
}
