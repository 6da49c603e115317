import Tensors

/// When the parts of a layer are to be seen at all: 1 where one is, 0 where not, at the frames' times and linear between
/// them.
struct LayerPresence: Sendable, Equatable {
  /// Rising times.
  let times: [Double]
  /// 0 or 1 at each, a row a part.
  let parts: [[Double]]

  /// What is known at each knot, a row a part; unknown ones take after the nearest that is known, and all are 1 if none
  /// is.
  init(_ known: [[Bool?]], knots: TimeKnots) {
    times = knots.times
    parts = known.map { known in
      let rows = known.indices.filter { known[$0] != nil }
      return known.indices.map { knot in
        let nearest = rows.min { abs($0 - knot) < abs($1 - knot) }
        return nearest.flatMap { known[$0] } ?? true ? 1 : 0
      }
    }
  }

  /// Of each part at `time`, 0...1.
  func values(at time: Double) -> [Double] {
    guard let next = times.firstIndex(where: { $0 > time }), next > 0 else {
      return parts.map { time < times[0] ? $0[0] : $0[times.count - 1] }
    }
    let share = (time - times[next - 1]) / (times[next] - times[next - 1])
    return parts.map { $0[next - 1] + ($0[next] - $0[next - 1]) * share }
  }

  /// Whether any part is to be seen at `time`.
  func isSeen(at time: Double) -> Bool { values(at: time).contains { $0 > 0.5 } }
}
