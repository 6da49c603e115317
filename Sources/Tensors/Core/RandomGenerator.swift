import CLibTorch

/// A source of random numbers of its own, on the CPU: the same seed gives the same numbers.
public final class RandomGenerator: @unchecked Sendable {
  // LibTorch locks a generator while it draws.
  let raw: HFGenerator

  /// Starts from `seed`.
  public init(seed: UInt64) {
    // Making a CPU generator cannot fail.
    raw = hfGeneratorMake(seed)!
  }

  deinit { hfGeneratorRelease(raw) }

  /// Where the source stands; setting it goes on from there.
  public var state: Tensor {
    // A generator always has a state.
    get { Tensor(owning: hfGeneratorState(raw)!) }
    set {
      let message = hfGeneratorSetState(raw, newValue.raw)
      if let error = TensorError(message, operation: "set_state", arguments: [newValue.signature]) {
        ErrorScope.report(error)
      }
    }
  }
}

extension RandomGenerator: RandomNumberGenerator {
  /// The next 64 random bits.
  public func next() -> UInt64 {
    let halves = Tensor.randomIntegers(below: 1 << 32, [2], generator: self).elements(as: Int64.self)
    return UInt64(halves[0]) << 32 | UInt64(halves[1])
  }
}
