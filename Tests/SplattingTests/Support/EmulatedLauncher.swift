import CUDA
import KernelEmulation
import Tensors

/// Runs the rasteriser's CUDA kernels on the processor: the same source as ordinary C++, with emulated threads.
struct EmulatedLauncher: KernelLauncher {
  /// Why a kernel could not be run.
  struct Failure: Error {
    var kernel: String
    var reason: String
  }

  /// The order in which threads take turns.
  let order: KEOrder

  var device: Device { .cpu }

  func launch(_ kernel: String, blocks: Int, threads: Int, _ arguments: [KernelArgument]) throws {
    let reason = KernelParameters.with(arguments) {
      keLaunch(kernel, UInt32(blocks), UInt32(threads), $0, order)
    }
    if let reason { throw Failure(kernel: kernel, reason: String(cString: reason)) }
  }
}

extension KEOrder: @retroactive @unchecked Sendable {}
