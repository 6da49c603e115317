import Foundation

/// Why a device cannot be computed on.
public enum DeviceError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// This LibTorch, of the named version, was built without CUDA.
  case withoutCUDA(version: String)
  /// LibTorch's part for CUDA is there and cannot be loaded.
  case cannotLoad(reason: String)
  /// LibTorch sees `count` GPUs, and `index` is not one of them.
  case noDevice(index: Int, count: Int)
  /// No library has registered itself as LibTorch's private device.
  case noPrivateDevice

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .withoutCUDA(let version):
      "there is no device cuda: LibTorch \(version) was built without CUDA (build Handful for a torch wheel that has it)"
    case .cannotLoad(let reason):
      "there is no device cuda: LibTorch's part for it cannot be loaded: \(reason) (install torch with all its packages)"
    case .noDevice(let index, 0):
      "there is no device cuda:\(index): LibTorch sees none (install NVIDIA's driver; see `handful doctor`)"
    case .noDevice(let index, let count):
      "there is no device cuda:\(index): LibTorch sees cuda:0 to cuda:\(count - 1)"
    case .noPrivateDevice: "there is no private device: no library has registered one"
    }
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
