extension [Tensor] {
  /// Calls `body` with the memory of every tensor, all contiguous float32 on the CPU; valid inside it only.
  package func withMutableFloats<Result>(
    _ body: ([UnsafeMutableBufferPointer<Float>]) throws -> Result
  ) rethrows -> Result {
    func open(_ memory: [UnsafeMutableBufferPointer<Float>]) throws -> Result {
      guard memory.count < count else { return try body(memory) }
      return try self[memory.count].withMutableElements { try open(memory + [$0]) }
    }
    return try open([])
  }
}
