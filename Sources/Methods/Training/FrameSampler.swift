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
  var state: Tensor {
    get { Tensor(remaining.map(Int64.init)) }
    set { remaining = newValue.elements(as: Int64.self).map(Int.init).filter { $0 < count } }
  }
}
