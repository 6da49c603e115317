import CLibTorch

/// The LibTorch that this process runs on.
public enum LibTorch {
  /// Its version.
  public static var version: String { String(cString: hfVersion()) }

  /// The number of GPUs it can use.
  public static var cudaDeviceCount: Int {
    var isBuilt = false
    guard TensorError(hfCUDALoad(&isBuilt), operation: "load") == nil else { return 0 }
    return Int(hfCUDADeviceCount())
  }

  /// The CUDA stream that operations on GPU `device` are queued on by this thread, as the driver's functions take it;
  /// none is the default stream.
  /// - Throws: ``TensorError`` where this LibTorch has no CUDA.
  package static func currentStream(device: Int) throws -> UnsafeMutableRawPointer? {
    var stream: UnsafeMutableRawPointer?
    if let error = TensorError(hfCUDACurrentStream(Int32(device), &stream), operation: "current stream") {
      throw error
    }
    return stream
  }

  /// How many threads an operation may use.
  public static var threadCount: Int { Int(hfThreadCount()) }

  /// Sets how many threads an operation may use, for the process; at least 1.
  public static func setThreadCount(_ count: Int) { hfSetThreadCount(Int32(max(1, count))) }
}
