/// Steps along a path that are far longer than those around them.
struct CameraJumps {
  /// Places that the path jumps to and back from.
  private(set) var strays: Set<Int> = []
  /// Places that the path jumps to and goes on from.
  private(set) var breaks: Set<Int> = []

  /// So many steps around one are looked at.
  private static let surroundings = 10
  /// So many of them may be jumps as well.
  private static let others = 3
  /// A path comes back from a stray after so many steps at most.
  private static let longestStray = 3

  /// Looks for jumps.
  ///
  /// - Parameters:
  ///   - count: of places.
  ///   - least: the length of the shortest jump.
  ///   - factor: by which a jump is longer than nearly all steps around it.
  ///   - rates: what lengths of steps are multiplied with before they are compared; without them there are no jumps.
  ///   - distance: between two places.
  init(count: Int, least: Double, factor: Double, _ rates: [Double]?, distance: (Int, Int) -> Double) {
    guard let rates, count > Self.others + 3 else { return }
    let steps = (0..<count - 1).map { distance($0, $0 + 1) * rates[$0] }
    let jumps = steps.indices.filter { steps[$0] > max(least, factor * Self.usual(around: $0, steps)) }
    var handled: Set<Int> = []
    for start in jumps where !handled.contains(start) {
      let end = jumps.first { end in
        (1...Self.longestStray).contains(end - start)
          && distance(start, end + 1) < min(distance(start, start + 1), distance(end, end + 1)) / 2
      }
      if let end {
        handled.formUnion([start, end])
        strays.formUnion(start + 1...end)
      } else {
        breaks.insert(start + 1)
      }
    }
  }

  /// How long steps are around `step`, which is not counted: of the ten nearest all but three are no longer.
  private static func usual(around step: Int, _ steps: [Double]) -> Double {
    let count = min(surroundings, steps.count - 1)
    let first = max(0, min(step - count / 2, steps.count - 1 - count))
    let near = (first...first + count).filter { $0 != step }.map { steps[$0] }.sorted(by: >)
    return near[min(others, near.count - 1)]
  }
}
