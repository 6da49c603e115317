/// Floats outside Swift's arrays, so that views of them can be kept.
public final class FloatMemory {
  /// All of them, to write to; valid as long as this object lives.
  public let buffer: UnsafeMutableBufferPointer<Float>

  /// `count` zeros.
  public init(count: Int) {
    buffer = .allocate(capacity: count)
    buffer.initialize(repeating: 0)
  }

  /// A copy of `values`.
  public init(_ values: [Float]) {
    buffer = .allocate(capacity: values.count)
    _ = buffer.initialize(from: values)
  }

  deinit { buffer.deallocate() }

  /// All of them, to read; valid as long as this object lives.
  public var view: UnsafeBufferPointer<Float> { UnsafeBufferPointer(buffer) }

  /// How many there are.
  public var count: Int { buffer.count }
}
