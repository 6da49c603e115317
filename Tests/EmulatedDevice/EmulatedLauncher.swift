import CUDA
import KernelEmulation
import Splatting
import Tensors

/// Runs the program's CUDA kernels on the processor: the same source as ordinary C++, with emulated threads.
public struct EmulatedLauncher: KernelLauncher {
  /// Why a kernel could not be run.
  public struct Failure: Error {
    /// The kernel.
    public var kernel: String
    /// What was noticed.
    public var reason: String
  }

  /// The order in which threads take turns.
  public let order: KEOrder
  /// Where the tensors are: on the processor, or on the emulated device.
  public let device: Device

  /// A launcher whose threads take turns in `order`, for tensors on `device`.
  public init(order: KEOrder, device: Device = .cpu) {
    (self.order, self.device) = (order, device)
  }

  /// Runs `kernel` to its end.
  /// - Throws: ``Failure``.
  public func launch(_ kernel: String, blocks: Int, threads: Int, _ arguments: [KernelArgument]) throws {
    let reason = KernelParameters.with(arguments) {
      keLaunch(kernel, UInt32(blocks), UInt32(threads), $0, order)
    }
    if let reason { throw Failure(kernel: kernel, reason: String(cString: reason)) }
  }
}

extension KEOrder: @retroactive @unchecked Sendable {}
