import CLibTorch

/// Where a tensor lives and is computed.
public enum Device: Sendable, Equatable, CustomStringConvertible {
  /// The processor.
  case cpu
  /// An NVIDIA GPU, by number.
  case cuda(Int)
  /// A device that LibTorch leaves to other libraries (its `PrivateUse1`); tests register one that emulates a GPU.
  case privateUse

  /// `cpu`, `cuda:0` or `private`.
  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    case .privateUse: "private"
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
  public var isAvailable: Bool { (try? requireAvailable()) != nil }

  /// Loads what LibTorch needs for the device, and sees that it is there.
  ///
  /// For CUDA best before anything else is computed.
  /// - Throws: ``DeviceError`` where it cannot be used.
  public func requireAvailable() throws(DeviceError) {
    switch self {
    case .cpu: return
    case .cuda(let index):
      var isBuilt = false
      if let error = TensorError(hfCUDALoad(&isBuilt), operation: "load") {
        throw .cannotLoad(reason: error.reason)
      }
      guard isBuilt else { throw .withoutCUDA(version: LibTorch.version) }
      let count = LibTorch.cudaDeviceCount
      guard index < count else { throw .noDevice(index: index, count: count) }
    case .privateUse:
      guard hfHasDevice(Int32(codes.type)) else { throw .noPrivateDevice }
    }
  }

  /// Waits until all that was queued on the device is done; the processor has nothing queued.
  /// - Throws: ``TensorError`` if something of it failed.
  public func synchronize() throws {
    guard case .cuda = self else { return }
    let codes = codes
    let message = hfDeviceSynchronize(Int32(codes.type), Int32(codes.index))
    if let error = TensorError(message, operation: "synchronize") { throw error }
  }

  /// The most bytes of a GPU that tensors have held at once since ``forgetPeakMemory()``; none of other devices.
  /// - Throws: ``TensorError`` if LibTorch does not tell.
  public func peakMemory() throws -> Int? {
    guard case .cuda = self else { return nil }
    let codes = codes
    var bytes: Int64 = 0
    let message = hfDevicePeakMemory(Int32(codes.type), Int32(codes.index), &bytes)
    if let error = TensorError(message, operation: "memory") { throw error }
    return Int(bytes)
  }

  /// Begins ``peakMemory()`` anew.
  /// - Throws: ``TensorError`` if LibTorch does not take it.
  public func forgetPeakMemory() throws {
    guard case .cuda = self else { return }
    let codes = codes
    let message = hfDeviceForgetPeakMemory(Int32(codes.type), Int32(codes.index))
    if let error = TensorError(message, operation: "memory") { throw error }
  }

  /// LibTorch's numbers for the device.
  var codes: (type: Int64, index: Int64) {
    switch self {
    case .cpu: (0, -1)
    case .cuda(let index): (1, Int64(index))
    case .privateUse: (20, 0)
    }
  }

  init(type: Int32, index: Int32) {
    switch type {
    case 1: self = .cuda(Int(max(index, 0)))
    case 20: self = .privateUse
    default: self = .cpu
    }
  }
}
