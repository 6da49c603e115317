extension TrackedHand {
  /// The mean distance of the landmarks in the image, as a share of the larger hand's size.
  func distance(to other: TrackedHand) -> Float {
    let (points, others) = (imagePoints, other.imagePoints)
    let sum = zip(points, others).reduce(Float(0)) { sum, pair in
      let offset = pair.0 - pair.1
      return sum + (offset * offset).sum().squareRoot()
    }
    let size = max(PixelBox(around: points).size.max(), PixelBox(around: others).size.max())
    return sum / Float(points.count) / max(size, 1)
  }

  /// The hand as one of `side`, with the network's sureness of that.
  func taken(as side: HandTrack.Side) -> TrackedHand {
    if side == self.side { return self }
    var hand = self
    hand.side = side
    hand.handedness = 1 - handedness
    return hand
  }
}
