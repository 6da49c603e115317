import Captures
import Hands

/// A tracked hand beside the true one.
struct HandComparison {
  private let track: HandTrack
  private let truth: HandTrack
  private let isSeen: [Bool]
  private let isTrue: [Bool]
  /// The frames in which both have the hand.
  private let frames: [Int]
  private let hasSameMesh: Bool

  private static let jointCount = 21
  private static let millimetres = 1000.0
  /// Where the curve ends under which ``HandMetrics/Errors/jointCurveArea`` is taken, metres.
  private static let curveEnd = 0.05

  /// Pairs two tracks of the same frames.
  /// - Throws: ``MetricsError`` if their numbers of frames differ, or one has not 21 joints.
  init(_ track: HandTrack, truth: HandTrack) throws {
    (self.track, self.truth) = (track, truth)
    (isSeen, isTrue) = (track.isSeen, truth.isSeen)
    let name = "the \(truth.side.rawValue) hand"
    guard isSeen.count == isTrue.count else {
      throw MetricsError(
        "\(name) has \(isSeen.count) frames, the true one \(isTrue.count): compare tracks of the same frames")
    }
    guard (track.joints + truth.joints).allSatisfy({ $0.count == Self.jointCount }) else {
      throw MetricsError("\(name) has not \(Self.jointCount) joints in every frame")
    }
    let both = zip(isSeen, isTrue).map { $0 && $1 }
    frames = both.indices.filter { both[$0] }
    let counts = frames.first.map { (track.vertices[$0].count, truth.vertices[$0].count) } ?? (0, 0)
    hasSameMesh = counts.0 == counts.1 && counts.0 > 0
  }

  /// All figures of the pair.
  func metrics() throws -> HandMetrics {
    HandMetrics(
      side: truth.side, frames: isSeen.count, compared: frames.count,
      missed: isSeen.indices.count { isTrue[$0] && !isSeen[$0] },
      unknown: isSeen.indices.count { isSeen[$0] && !isTrue[$0] },
      accelerations: try acceleration(seenJoints(track.joints)).times, hasSameMesh: hasSameMesh,
      errors: frames.isEmpty ? [] : try HandAlignment.allCases.map(errors))
  }

  private func errors(after alignment: HandAlignment) throws -> HandMetrics.Errors {
    let joints = try aligned(track.joints, to: truth.joints, alignment)
    let jointErrors = try distances(joints, truth.joints)
    var vertexError: Double?
    if hasSameMesh {
      let vertices = try aligned(track.vertices, to: truth.vertices, alignment)
      vertexError = Self.mean(try distances(vertices, truth.vertices)) * Self.millimetres
    }
    return HandMetrics.Errors(
      alignment: alignment, joints: Self.mean(jointErrors) * Self.millimetres, vertices: vertexError,
      jointCurveArea: Self.curveArea(jointErrors),
      acceleration: alignment.isSteady
        ? try acceleration(joints).error.map { $0 * Self.millimetres } : nil)
  }

  /// Points of all frames, aligned in those that are compared; none in the others.
  private func aligned(
    _ points: [[SIMD3<Float>]], to goals: [[SIMD3<Float>]], _ alignment: HandAlignment
  ) throws -> [[SIMD3<Float>]] {
    var result = [[SIMD3<Float>]](repeating: [], count: points.count)
    for frame in frames {
      let wrists = (track.joints[frame][0], truth: truth.joints[frame][0])
      result[frame] = try alignment.aligned(points[frame], to: goals[frame], wrists: wrists)
    }
    return result
  }

  private func distances(_ points: [[SIMD3<Float>]], _ goals: [[SIMD3<Float>]]) throws -> [Double] {
    try frames.flatMap { try PointErrors.distances(points[$0], goals[$0]) }
  }

  private func acceleration(_ joints: [[SIMD3<Float>]]) throws -> (error: Double?, times: Int) {
    try AccelerationError.mean(joints, seenJoints(truth.joints))
  }

  /// The joints of frames that are compared; none in the others.
  private func seenJoints(_ joints: [[SIMD3<Float>]]) -> [[SIMD3<Float>]] {
    joints.indices.map { isSeen[$0] && isTrue[$0] ? joints[$0] : [] }
  }

  /// The share of distances below t, averaged over all t up to the curve's end: exactly, as the mean of how far
  /// each falls short of it.
  private static func curveArea(_ distances: [Double]) -> Double {
    mean(distances.map { max(0, 1 - $0 / curveEnd) })
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
