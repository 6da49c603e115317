/// Where an arm may be that a hand ends: a cone that opens from the wrist, away from the knuckles.
struct ArmCone: Sendable {
  private let wrist: SIMD2<Float>
  private let direction: SIMD2<Float>
  /// From the wrist to the knuckles, pixels.
  private let length: Float

  /// Least length of the palm, as a share of the hand's: a palm that points at the camera says nothing of the arm.
  private static let leastShare: Float = 0.3

  /// The cone of a hand with landmarks in MediaPipe's order; none where the palm is foreshortened.
  init?(_ points: [SIMD2<Float>]) {
    wrist = points[0]
    let back = wrist - (points[5] + points[9] + points[13] + points[17]) / 4
    length = (back * back).sum().squareRoot()
    let box = points.reduce(wrist, pointwiseMax) - points.reduce(wrist, pointwiseMin)
    guard length > max(Self.leastShare * (box * box).sum().squareRoot(), 1) else { return nil }
    direction = back / length
  }

  /// Whether a place lies in it.
  func contains(_ place: SIMD2<Float>) -> Bool {
    let offset = place - wrist
    let along = (offset * direction).sum()
    let across = abs(offset.x * direction.y - offset.y * direction.x)
    return along > -0.2 * length && across < 0.55 * length + 0.7 * max(along, 0)
  }
}
