/// Floats with an address of their own, freed with the object.
final class FloatMemory {
  let buffer: UnsafeMutableBufferPointer<Float>

  init(_ values: [Float]) {
    buffer = .allocate(capacity: values.count)
    _ = buffer.initialize(from: values)
  }

  /// Filled with NaN, so that what is not written shows.
  convenience init(count: Int) { self.init(Array(repeating: Float.nan, count: count)) }

  convenience init(_ values: [Double]) { self.init(values.map(Float.init)) }

  deinit { buffer.deallocate() }

  var view: UnsafeBufferPointer<Float> { UnsafeBufferPointer(buffer) }
  var values: [Float] { Array(buffer) }
}
