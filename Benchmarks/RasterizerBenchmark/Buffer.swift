/// Floats outside Swift's arrays, so that views of them can be kept; freed when the process ends.
func buffer(_ values: [Float]) -> UnsafeBufferPointer<Float> {
  UnsafeBufferPointer(buffer(values.count, initial: values))
}

/// `count` floats to write to, zeros or `initial`.
func buffer(_ count: Int, initial: [Float]? = nil) -> UnsafeMutableBufferPointer<Float> {
  let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
  _ = memory.initialize(from: initial ?? [Float](repeating: 0, count: count))
  return memory
}
