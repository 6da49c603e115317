extension UnsafeBufferPointer<Float> {
  /// Throws unless the buffer holds `expected` values.
  func check(_ name: String, holds expected: Int) throws(RasterizerError) {
    guard count == expected else { throw .wrongCount(name, count: count, expected: expected) }
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Throws unless the buffer holds `expected` values.
  func check(_ name: String, holds expected: Int) throws(RasterizerError) {
    try UnsafeBufferPointer(self).check(name, holds: expected)
  }
}
