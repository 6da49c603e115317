import Tensors

/// Picks frames at random: while a window of the first frames grows, every other one from its newest; then so that
/// each frame comes once before any comes again.
struct FrameSampler {
  /// The frames' numbers in the order of their times.
  private let order: [Int]
  private let curriculum: TimeCurriculum
  private var remaining: [Int] = []

  init(times: [Double], curriculum: TimeCurriculum) {
    order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    self.curriculum = curriculum
  }

  mutating func next(at iteration: Int, using generator: RandomGenerator) -> Int {
    let window = curriculum.window(of: order.count, at: iteration)
    guard window == order.count else {
      // The newest eighth of all frames is what the model has to follow now.
      let newest = min(window, max(2, order.count / 8))
      let choice = iteration.isMultiple(of: 2) ? window - newest..<window : 0..<window
      let draw = Tensor.randomIntegers(below: choice.count, [1], generator: generator).item()
      return order[choice.lowerBound + Int(draw)]
    }
    if remaining.isEmpty {
      let round = Tensor.randomPermutation(order.count, generator: generator)
      remaining = round.elements(as: Int64.self).map(Int.init)
    }
    return remaining.removeLast()
  }

  /// What is left of the present round, for saving.
  var state: Tensor { Tensor(remaining.map(Int64.init)) }

  /// Goes on from a saved state.
  /// - Throws: ``TensorError`` if it is none of as many frames.
  mutating func load(_ state: Tensor) throws {
    let frames = state.dtype == .int64 ? state.elements(as: Int64.self).map(Int.init) : [-1]
    guard frames.allSatisfy(order.indices.contains) else {
      throw TensorError(operation: "load", reason: "the order of frames is not one of \(order.count) frames")
    }
    remaining = frames
  }
}
