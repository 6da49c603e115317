import Tensors

/// Picks frames at random so that each comes once before any comes again.
struct FrameSampler {
  private let count: Int
  private var remaining: [Int] = []

  init(count: Int) { self.count = count }

  mutating func next(using generator: RandomGenerator) -> Int {
    if remaining.isEmpty {
      remaining = Tensor.randomPermutation(count, generator: generator).elements(as: Int64.self).map(Int.init)
    }
    return remaining.removeLast()
  }

  /// What is left of the present round, for saving.
  var state: Tensor { Tensor(remaining.map(Int64.init)) }

  /// Goes on from a saved state.
  /// - Throws: ``TensorError`` if it is none of as many frames.
  mutating func load(_ state: Tensor) throws {
    let frames = state.dtype == .int64 ? state.elements(as: Int64.self).map(Int.init) : [-1]
    guard frames.allSatisfy((0..<count).contains) else {
      throw TensorError(operation: "load", reason: "the order of frames is not one of \(count) frames")
    }
    remaining = frames
  }
}
