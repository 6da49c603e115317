import Captures
import Hands
import Splatting
import Tensors

/// How objects move to begin with, by masks and hands alone: at rest where the lines of sight through their masks meet,
/// until the masks say that they go with the hand.
struct ObjectStart {
  let capture: TrainingCapture
  let hands: TrackedHands
  let knots: TimeKnots
  let keyFrame: Int
  let resting: RestingObjects

  /// A bone an object; none where there is no object.
  func path(smoothing: Double) -> MotionPath? {
    guard !resting.labels.isEmpty else { return nil }
    let starts = zip(resting.rays, resting.places).map { (rest: $1, values: values(along: $0, rest: $1)) }
    let rows = knots.times.indices.map { knot in starts.flatMap { $0.values[knot] } }
    let smooth = Smoothing(deviation: smoothing).smoothed(rows)
    let table = Tensor(smooth.flatMap { $0.map(Float.init) }, shape: [rows.count, starts.count, 9])
    let pivots = starts.map { SIMD3<Float>($0.rest) }
    var segments: BoneSegments?
    if pivots.count > 1 {
      segments = BoneSegments(
        ends: pivots.map { ($0, $0) }, bones: Array(pivots.indices), softness: Self.softness)
    }
    return MotionPath(
      positions: table[.all, .all, .to(3)], rotations: table[.all, .all, .from(3)],
      pivots: Tensor(points: pivots), knots: knots, segments: segments)
  }

  private static let softness = 0.03

  /// Place and turn (nine numbers) at each knot of what is at `rest` to begin with, of `rays` one a frame.
  private func values(along rays: [MaskRay?], rest: SIMD3<Double>) -> [[Double]] {
    let palm = hands.palmAtStart
    var known: [[Double]?] = []
    var last = rest
    for time in knots.times {
      let row = capture.frames.firstIndex { $0.time == time } ?? 0
      let pose = pose(in: row, ray: rays[row], rest: rest, last: last, palm: palm)
      last = pose?.place ?? last
      known.append(pose.map { [$0.place.x, $0.place.y, $0.place.z] + $0.columns })
    }
    if known.allSatisfy({ $0 == nil }) { known[0] = [rest.x, rest.y, rest.z, 1, 0, 0, 0, 1, 0] }
    return knots.filled(known)
  }

  /// Resting or held, whichever is nearer to the line of sight; then moved onto it.
  private func pose(
    in row: Int, ray: MaskRay?, rest: SIMD3<Double>, last: SIMD3<Double>, palm: SIMD3<Double>
  ) -> (place: SIMD3<Double>, columns: [Double])? {
    let upright: [Double] = [1, 0, 0, 0, 1, 0]
    if row <= keyFrame { return (rest, upright) }
    guard let now = hands.palm(in: row), let turn = hands.targetRotation(in: row) else {
      return ray.map { ($0.nearest(to: last), upright) }
    }
    let rotation = Matrix3(elements: turn.floats().map(Double.init))
    let held = rotation * (rest - palm) + now
    guard let ray else { return last == rest ? nil : (held, Self.columns(rotation)) }
    if ray.distance(to: rest) <= ray.distance(to: held) { return (rest, upright) }
    // The middle of a mask that a hand hides in part, or of an object that turns, is not always the same point of it: what
    // is far from where the hand would hold it is not believed.
    let gap = ray.distance(to: held) / Self.handError
    return (held + (ray.nearest(to: held) - held) / (1 + gap * gap), Self.columns(rotation))
  }

  /// How far tracked hands are from the truth, metres, in order of magnitude.
  private static let handError = 0.01

  private static func columns(_ m: Matrix3) -> [Double] {
    [m[0, 0], m[1, 0], m[2, 0], m[0, 1], m[1, 1], m[2, 1]]
  }
}
