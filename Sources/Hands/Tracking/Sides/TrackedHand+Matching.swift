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

  /// The distance of the palms' middles in the image, as a share of the larger palm's size.
  ///
  /// It does not change where one finding takes the thumb for the little finger, as those of one hand as right and as
  /// left do.
  func palmDistance(to other: TrackedHand) -> Float {
    let (palm, otherPalm) = (self.palm, other.palm)
    let offset = palm.center - otherPalm.center
    let size = max(palm.box.size.max(), otherPalm.box.size.max())
    return (offset * offset).sum().squareRoot() / max(size, 1)
  }

  /// Wrist and knuckles: their mean, and the box around them.
  private var palm: (center: SIMD2<Float>, box: PixelBox) {
    let points = [0, 5, 9, 13, 17].map { imagePoints[$0] }
    return (points.reduce(.zero, +) / Float(points.count), PixelBox(around: points))
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
