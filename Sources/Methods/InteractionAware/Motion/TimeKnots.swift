import Tensors

/// The times at which values are known; between them runs a cubic Hermite spline through finite differences, and beyond
/// the ends a straight line as far as the next knot would be.
struct TimeKnots: Sendable, Equatable {
  /// Rising, without repetitions, at least one.
  let times: [Double]

  /// The distinct times of `frames`, of which there is at least one.
  init(_ frames: [TrainingFrame]) { times = Set(frames.map(\.time)).sorted() }

  /// The earliest and the latest time at which there is motion; before and after, all rests as it is there.
  ///
  /// A step from the ends, as far as they are from their neighbours.
  var reach: ClosedRange<Double> {
    let last = times.count - 1
    guard last > 0 else { return times[0]...times[0] }
    return 2 * times[0] - times[1]...2 * times[last] - times[last - 1]
  }

  /// What each knot counts at `time`, `[T]`; the sum is 1.
  func weights(at time: Double) -> Tensor {
    let time = min(max(time, reach.lowerBound), reach.upperBound)
    var weights = [Float](repeating: 0, count: times.count)
    guard let next = times.firstIndex(where: { $0 > time }), next > 0 else {
      let end = time < times[0] ? 0 : times.count - 1
      weights[end] = 1
      if times.count > 1 { addSlope(at: end, times: time - times[end], to: &weights) }
      return Tensor(weights)
    }
    let last = next - 1
    let step = times[next] - times[last]
    let s = (time - times[last]) / step
    weights[last] += Float((1 + 2 * s) * (1 - s) * (1 - s))
    weights[next] += Float(s * s * (3 - 2 * s))
    addSlope(at: last, times: step * s * (1 - s) * (1 - s), to: &weights)
    addSlope(at: next, times: step * s * s * (s - 1), to: &weights)
    return Tensor(weights)
  }

  /// Adds the weights of the values' slope at a knot: between its neighbours, or at an end of the parabola through the
  /// last three.
  private func addSlope(at knot: Int, times factor: Double, to weights: inout [Float]) {
    let count = times.count
    guard count > 2, knot == 0 || knot == count - 1 else {
      let (before, after) = (max(knot - 1, 0), min(knot + 1, count - 1))
      let slope = Float(factor / (times[after] - times[before]))
      weights[after] += slope
      weights[before] -= slope
      return
    }
    let (next, second) = knot == 0 ? (1, 2) : (knot - 1, knot - 2)
    let (near, far) = (times[next] - times[knot], times[second] - times[knot])
    weights[knot] -= Float(factor * (1 / near + 1 / far))
    weights[next] += Float(factor * far / (near * (far - near)))
    weights[second] -= Float(factor * near / (far * (far - near)))
  }

  /// What is known at some knots, at all of them: linear in time between those known, the nearest outside.
  ///
  /// - Parameter known: a value or none a knot, all of the same count; at least one is known.
  func filled(_ known: [[Double]?]) -> [[Double]] {
    let rows = known.indices.filter { known[$0] != nil }
    return known.indices.map { knot in
      if let value = known[knot] { return value }
      let before = rows.last { $0 < knot }
      let after = rows.first { $0 > knot }
      // There is one on one side at least.
      guard let before, let after else { return known[before ?? after ?? 0] ?? [] }
      let part = (times[knot] - times[before]) / (times[after] - times[before])
      return zip(known[before] ?? [], known[after] ?? []).map { $0 + ($1 - $0) * part }
    }
  }

  /// How far values `[T, ...]` are from the straight line between their neighbours: the mean square; 0 for fewer than
  /// three knots.
  func roughness(of values: Tensor) -> Tensor {
    guard times.count > 2 else { return (values * 0).sum() }
    let inner = 1..<times.count - 1
    let parts = inner.map { Float((times[$0] - times[$0 - 1]) / (times[$0 + 1] - times[$0 - 1])) }
    let shape = [parts.count] + Array(repeating: 1, count: values.rank - 1)
    let part = Tensor(parts, shape: shape, device: values.device)
    let (before, after) = (values[0..<times.count - 2], values[2..<times.count])
    return (values[inner] - before - (after - before) * part).squared().mean()
  }
}
