import Foundation
import Synchronization
import Tensors

/// A program of kernels on a GPU, queued on the stream that LibTorch uses there.
public final class CUDAKernels: KernelLauncher, @unchecked Sendable {
  // `@unchecked Sendable`: handles of the driver, which any thread may use; the kernels found so far are behind a lock.

  /// The GPU.
  public let device: Device

  private let index: Int
  private let driver: CUDADriver
  private let context: CUDADriver.Handle?
  private let module: CUDADriver.Handle?
  private let kernels = Mutex<[String: UInt]>([:])

  /// Compiles `source` for GPU `index`, or finds it compiled in `cache`, and loads it there.
  /// - Throws: `DeviceError` where there is no such GPU; ``CUDAError``: no driver, no compiler, or a program that does
  ///   not compile.
  public init(_ source: KernelSource, device index: Int = 0, cache: CubinCache = .standard) throws {
    try Device.cuda(index).requireAvailable()
    let driver = try CUDADriver()
    let cubin = try KernelCompiler().cubin(
      source, architecture: driver.describe(index).architecture, driver: driver.version, cache: cache)
    let context = try driver.primaryContext(index)
    module = try driver.inContext(context) { try driver.load(cubin) }
    device = .cuda(index)
    (self.index, self.driver, self.context) = (index, driver, context)
  }

  /// Queues `kernel` behind what LibTorch has queued.
  /// - Throws: ``CUDAError/failed(_:reason:)`` for a kernel that the program has not, and what the driver refuses. What
  ///   goes wrong while a kernel runs is reported by whatever waits for it.
  public func launch(_ kernel: String, blocks: Int, threads: Int, _ arguments: [KernelArgument]) throws {
    let stream = try LibTorch.currentStream(device: index)
    try driver.inContext(context) {
      let found = try find(kernel)
      try KernelParameters.with(arguments) {
        try driver.launch(found, kernel, blocks: blocks, threads: threads, stream: stream, $0)
      }
    }
  }

  private func find(_ name: String) throws -> CUDADriver.Handle? {
    try kernels.withLock { kernels in
      if let found = kernels[name] { return OpaquePointer(bitPattern: found) }
      let found = try driver.kernel(name, of: module)
      kernels[name] = UInt(bitPattern: found)
      return found
    }
  }
}
