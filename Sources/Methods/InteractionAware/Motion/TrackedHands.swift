import Captures
import Files
import Hands
import Splatting
import Tensors

/// What the tracker saw of the hands in the frames that train; frames without are left out, never guessed at.
struct TrackedHands: Sendable {
  /// The tracks that show a hand at all.
  private let tracks: [HandTrack]
  /// For each track the row that is its canonical pose: the seen one nearest to the key frame.
  private let canonicalRows: [Int]
  private let knots: TimeKnots
  /// The row of a frame at each knot.
  private let knotRows: [Int]

  /// - Throws: ``FileError`` if no hand is seen in any frame.
  init(_ capture: TrainingCapture, keyFrame: Int, knots: TimeKnots) throws {
    let seen = capture.hands.filter { track in capture.frames.indices.contains { Self.isSeen(track, $0) } }
    guard !seen.isEmpty else {
      throw FileError(
        "hands.npz", "shows no hand in the frames that train; interaction-aware starts from tracked hands",
        remedy: "track them with `handful track` or `handful import`, or choose --method deformable")
    }
    tracks = seen
    canonicalRows = seen.map { track in
      // Each was chosen because there is one.
      capture.frames.indices.filter { Self.isSeen(track, $0) }
        .min { abs($0 - keyFrame) < abs($1 - keyFrame) } ?? keyFrame
    }
    self.knots = knots
    knotRows = knots.times.map { time in capture.frames.firstIndex { $0.time == time } ?? 0 }
  }

  /// Whether `track` has only finite numbers in a row.
  private static func isSeen(_ track: HandTrack, _ row: Int) -> Bool {
    guard track.vertices.indices.contains(row), !track.vertices[row].isEmpty else { return false }
    return (track.vertices[row] + track.joints[row]).allSatisfy { ($0 - $0) == .zero }
      && track.jointRotations[row].allSatisfy { $0.allSatisfy(\.isFinite) }
  }

  /// Which hands there are.
  var sides: [HandTrack.Side] { tracks.map(\.side) }

  /// Whether a hand is seen in a frame.
  func isSeen(_ hand: Int, in row: Int) -> Bool { Self.isSeen(tracks[hand], row) }

  /// Whether any hand is seen in a frame.
  func isSeen(in row: Int) -> Bool { tracks.contains { Self.isSeen($0, row) } }

  /// The vertices of all hands in the canonical space, world frame, metres.
  var canonicalVertices: [SIMD3<Float>] {
    zip(tracks, canonicalRows).flatMap { track, row in track.vertices[row] }
  }

  /// The vertices of the hands seen in a frame.
  func vertices(in row: Int) -> [SIMD3<Float>] {
    tracks.filter { Self.isSeen($0, row) }.flatMap { $0.vertices[row] }
  }

  /// The lines of all hands' bones in the canonical space.
  var segments: BoneSegments {
    var segments = BoneSegments(softness: Self.softness)
    for (index, (track, row)) in zip(tracks, canonicalRows).enumerated() {
      let joints = track.joints[row]
      func add(_ bone: Int, _ from: SIMD3<Float>, _ to: SIMD3<Float>) {
        segments.ends.append((from, to))
        segments.bones.append(index * 16 + bone)
      }
      for finger in 0..<5 {
        let base = 1 + 3 * finger
        // The palm is the wrist's.
        add(0, joints[0], joints[base])
        for joint in base..<base + 3 {
          add(joint, joints[joint], joints[joint == base + 2 ? 16 + finger : joint + 1])
        }
      }
      add(0, joints[0], joints[0] + Self.forearm(joints))
    }
    return segments
  }

  /// From the wrist along the forearm, which nobody tracks: away from the middle finger's knuckle, 0.4 m.
  private static func forearm(_ joints: [SIMD3<Float>]) -> SIMD3<Float> {
    let direction = joints[0] - joints[4]
    let length = (direction * direction).sum().squareRoot()
    return length > 0 ? direction * (0.4 / length) : .zero
  }

  private static let softness = 0.008

  /// Points around each forearm, where a sleeve may be, in the canonical space: `count` on a tube of 2 to 6 cm.
  func forearmPoints(_ count: Int, generator: RandomGenerator) -> [SIMD3<Float>] {
    zip(tracks, canonicalRows).flatMap { track, row -> [SIMD3<Float>] in
      let joints = track.joints[row]
      let along = Self.forearm(joints)
      let numbers = Tensor.randomUniform([count, 4], generator: generator).elements(as: Float.self)
      return (0..<count).map { index in
        let n = (0..<4).map { numbers[index * 4 + $0] }
        // A ball's direction crossed with the axis is a direction around it.
        let random = SIMD3(n[0], n[1], n[2]) * 2 - 1
        let axis = along / max((along * along).sum().squareRoot(), 1e-9)
        let around = random - axis * (random * axis).sum()
        let radius = 0.06 * n[3].squareRoot() / max((around * around).sum().squareRoot(), 1e-3)
        return joints[0] + along * ((n[0] + n[1] + n[2]) / 3 * 1.4 - 0.2) + around * radius
      }
    }
  }

  /// Each hand in its canonical pose, and the times between which it is to be seen.
  var canonicalHands: [CanonicalHand] {
    zip(tracks, canonicalRows).map { track, row in
      let seen = knotRows.indices.filter { Self.isSeen(track, knotRows[$0]) }
      // It is seen in its canonical row at least.
      let (first, last) = (seen.first ?? 0, seen.last ?? 0)
      return CanonicalHand(
        side: track.side, vertices: track.vertices[row], joints: track.joints[row],
        jointRotations: track.jointRotations[row], faces: track.faces,
        begin: first > 0 ? knots.times[first - 1] : -.infinity,
        end: last + 1 < knots.times.count ? knots.times[last + 1] : .infinity)
    }
  }

  /// The joints of the hands seen in a frame, and the same joints in the canonical space, `[J, 3]` each, world frame,
  /// metres; none where none is seen.
  func joints(in row: Int) -> (tracked: Tensor, canonical: Tensor)? {
    let seen = tracks.indices.filter { Self.isSeen(tracks[$0], row) }
    guard !seen.isEmpty else { return nil }
    return (
      Tensor(points: seen.flatMap { tracks[$0].joints[row] }),
      Tensor(points: seen.flatMap { tracks[$0].joints[canonicalRows[$0]] })
    )
  }

  /// The motion of all bones as tracked, gaps filled, smoothed over `smoothing` knots (a Gaussian's deviation).
  func path(smoothing: Double) -> MotionPath {
    let count = tracks.count * 16
    var known: [[Double]?] = []
    for row in knotRows {
      known.append(nil)
      guard isSeen(in: row) else { continue }
      known[known.count - 1] = tracks.enumerated().flatMap { index, track -> [Double] in
        boneValues(track, Self.isSeen(track, row) ? row : nearestSeen(track, to: row), canonicalRows[index])
      }
    }
    let filled = Smoothing(deviation: smoothing).smoothed(knots.filled(known))
    let table = Tensor(filled.flatMap { $0.map(Float.init) }, shape: [filled.count, count, 9])
    let pivots = zip(tracks, canonicalRows).flatMap { Array($0.joints[$1].prefix(16)) }
    return MotionPath(
      positions: table[.all, .all, .to(3)], rotations: table[.all, .all, .from(3)],
      pivots: Tensor(points: pivots), knots: knots, segments: segments)
  }

  private func nearestSeen(_ track: HandTrack, to row: Int) -> Int {
    track.vertices.indices.filter { Self.isSeen(track, $0) }.min { abs($0 - row) < abs($1 - row) } ?? row
  }

  /// Of each joint its place and the first two columns of its turn since the canonical pose, nine numbers.
  private func boneValues(_ track: HandTrack, _ row: Int, _ canonical: Int) -> [Double] {
    (0..<16).flatMap { joint -> [Double] in
      let turn = Self.turn(track, joint, row, canonical)
      let place = track.joints[row][joint]
      return [
        Double(place.x), Double(place.y), Double(place.z), turn[0, 0], turn[1, 0], turn[2, 0], turn[0, 1],
        turn[1, 1], turn[2, 1],
      ]
    }
  }

  private static func turn(_ track: HandTrack, _ joint: Int, _ row: Int, _ canonical: Int) -> Matrix3 {
    func matrix(_ row: Int) -> Matrix3 {
      Matrix3(elements: track.jointRotations[row][joint].map(Double.init))
    }
    return matrix(row) * matrix(canonical).transposed
  }

  /// The hand that acts: the one seen most often, of equals the first.
  private var acting: Int {
    let counts = tracks.map { track in track.vertices.indices.filter { Self.isSeen(track, $0) }.count }
    return counts.firstIndex(of: counts.max() ?? 0) ?? 0
  }

  /// The acting hand's middle: the mean of wrist and knuckles; none where it is not seen.
  func palm(in row: Int) -> SIMD3<Double>? {
    let track = tracks[acting]
    guard Self.isSeen(track, row) else { return nil }
    return [0, 1, 4, 7, 10].map { SIMD3<Double>(track.joints[row][$0]) }.reduce(.zero, +) / 5
  }

  /// The row of the acting hand's canonical pose.
  var canonicalRow: Int { canonicalRows[acting] }

  /// The acting hand's middle in its canonical pose, which shows it.
  var palmAtStart: SIMD3<Double> { palm(in: canonicalRow) ?? .zero }

  /// The hand's turn since its canonical pose: the mean of the acting hand's joints' turns, `[3, 3]`; none where it is
  /// not seen.
  ///
  /// R_hand_target of Eq. 8. "Relevant joints" of the paper are taken to be all sixteen, and turns to be those since the
  /// key frame: joints' axes in the world have nothing to do with the object's.
  func targetRotation(in row: Int) -> Tensor? {
    let track = tracks[acting]
    guard Self.isSeen(track, row) else { return nil }
    let turns = (0..<16).flatMap { Self.turn(track, $0, row, canonicalRow).elements.map { Float($0) } }
    return Rotations.mean(matrices: Tensor(turns, shape: [16, 3, 3]))
  }
}
