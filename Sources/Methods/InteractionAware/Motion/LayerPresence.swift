import Tensors

/// When a layer is to be seen at all: 1 where it is, 0 where not, at the frames' times and linear between them.
struct LayerPresence: Sendable, Equatable {
  /// Rising times.
  let times: [Double]
  /// 0 or 1 at each.
  let values: [Double]

  /// What is known at each knot; unknown ones take after the nearest that is known, and all are 1 if none is.
  init(_ known: [Bool?], knots: TimeKnots) {
    times = knots.times
    let rows = known.indices.filter { known[$0] != nil }
    values = known.indices.map { knot in
      let nearest = rows.min { abs($0 - knot) < abs($1 - knot) }
      return nearest.flatMap { known[$0] } ?? true ? 1 : 0
    }
  }

  /// At `time`, 0...1.
  func value(at time: Double) -> Double {
    guard let next = times.firstIndex(where: { $0 > time }), next > 0 else {
      return time < times[0] ? values[0] : values[values.count - 1]
    }
    let part = (time - times[next - 1]) / (times[next] - times[next - 1])
    return values[next - 1] + (values[next] - values[next - 1]) * part
  }
}
