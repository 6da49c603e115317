/// A matrix in the form that products read: panels of sixteen lanes, a vector of words a step.
struct PackedMatrix<Arithmetic: NetworkArithmetic>: Sendable {
  private let memory: NetworkMemory<Words>
  /// Vectors of a panel.
  let steps: Int

  /// Packs the matrix whose element of lane l and number n is `base[l * laneStride + n * numberStride]`; further
  /// lanes up to `paddedLanes` are zero.
  init(
    _ base: UnsafePointer<Float>, lanes: Int, laneStride: Int, paddedLanes: Int, numbers: Int,
    numberStride: Int
  ) {
    steps = Self.steps(numbers)
    memory = NetworkMemory(paddedLanes / 16 * steps)
    func vector(_ panel: Int, _ number: Int) -> Lanes {
      var result = Lanes()
      guard number < numbers else { return result }
      for lane in 0..<max(0, min(16, lanes - panel * 16)) {
        result[lane] = base[(panel * 16 + lane) * laneStride + number * numberStride]
      }
      return result
    }
    for panel in 0..<paddedLanes / 16 {
      for step in 0..<steps {
        let (first, second) = Self.numbers(step)
        memory.pointer[panel * steps + step] = Arithmetic.words(vector(panel, first), vector(panel, second))
      }
    }
  }

  /// The numbers of a step's words.
  private static func numbers(_ step: Int) -> (Int, Int) {
    guard Arithmetic.numbersPerWord == 2 else { return (step, step) }
    let first = step / 16 * NetworkLayout.pair + step % 16
    return (first, first + 16)
  }

  /// Steps that `numbers` take; there may be more words in a row.
  private static func steps(_ numbers: Int) -> Int {
    guard Arithmetic.numbersPerWord == 2 else { return numbers }
    let (pairs, rest) = numbers.quotientAndRemainder(dividingBy: NetworkLayout.pair)
    return pairs * 16 + min(16, rest)
  }

  @inline(__always) func panel(_ index: Int) -> UnsafePointer<Words> {
    UnsafePointer(memory.pointer + index &* steps)
  }
}
