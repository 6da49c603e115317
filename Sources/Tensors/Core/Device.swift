import CLibTorch

/// Where a tensor lives and is computed.
public enum Device: Sendable, Equatable, CustomStringConvertible {
  /// The processor.
  case cpu
  /// An NVIDIA GPU, by number.
  case cuda(Int)

  /// `cpu` or `cuda:0`.
  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    }
  }

  /// Reads `cpu`, `cuda` or `cuda:N`; none for anything else.
  public init?(_ name: String) {
    switch name.split(separator: ":", omittingEmptySubsequences: false).map(String.init) {
    case ["cpu"]: self = .cpu
    case ["cuda"]: self = .cuda(0)
    case let parts where parts.count == 2 && parts[0] == "cuda":
      guard let index = Int(parts[1]), index >= 0 else { return nil }
      self = .cuda(index)
    default: return nil
    }
  }

  /// Whether the LibTorch at hand can use this device.
  public var isAvailable: Bool {
    switch self {
    case .cpu: true
    case .cuda(let index): index < Int(hfCUDADeviceCount())
    }
  }

  /// LibTorch's numbers for the device.
  var codes: (type: Int64, index: Int64) {
    switch self {
    case .cpu: (0, -1)
    case .cuda(let index): (1, Int64(index))
    }
  }

  init(type: Int32, index: Int32) {
    self = type == 1 ? .cuda(Int(max(index, 0))) : .cpu
  }
}

/// The LibTorch that this process runs on.
public enum LibTorch {
  /// Its version.
  public static var version: String { String(cString: hfVersion()) }

  /// The number of GPUs it can use.
  public static var cudaDeviceCount: Int { Int(hfCUDADeviceCount()) }

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
