import CLibTorch

/// Runs `body` for each number below `count`, several at once, each with one thread for its operations.
///
/// LibTorch by itself runs one operation after the other, each on all threads: where operations are small, networks
/// beside one another are faster. `body` may be called on other threads; whether gradients are recorded is the same
/// in it as here.
/// - Throws: What the first number's `body` threw of those that did, or its first ``TensorError``.
public func concurrently<Result>(_ count: Int, _ body: (Int) throws -> Result) throws -> [Result] {
  let recordsGradients = hfGradientEnabled()
  let results = ParallelLoop(threads: LibTorch.threadCount).map(count) { item in
    Swift.Result { try withOneThread(recordsGradients) { try withTensorErrors { try body(item) } } }
  }
  return try results.map { try $0.get() }
}

/// Runs `body` with one thread for each operation; afterwards this thread is as it was.
private func withOneThread<Result>(_ recordsGradients: Bool, _ body: () throws -> Result) rethrows -> Result {
  let (threads, gradients) = (hfThreadCount(), hfGradientEnabled())
  hfSetThreadCount(1)
  hfSetGradientEnabled(recordsGradients)
  defer {
    hfSetThreadCount(threads)
    hfSetGradientEnabled(gradients)
  }
  return try body()
}
