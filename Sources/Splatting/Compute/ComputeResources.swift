import CUDA
import Tensors

/// What is computed with: a device, and threads of the processor.
///
/// Tensors are made on the processor, or on the device of those that they are combined with; what is learnt or rendered is
/// moved to ``device`` as a whole. The rasteriser for it is chosen here, and nowhere else.
public struct ComputeResources: Sendable {
  /// Where tensors are computed.
  public let device: Device
  /// Threads of the processor, for what is computed there.
  public let threads: Int
  /// What runs kernels on the device; none where that is the processor.
  package let launcher: (any KernelLauncher)?

  /// The processor, with `threads` threads, at least 1.
  public static func processor(threads: Int) -> ComputeResources {
    ComputeResources(device: .cpu, threads: threads, launcher: nil)
  }

  /// `device`, and `threads` threads of the processor, at least 1.
  ///
  /// On a GPU the kernels are compiled, which takes seconds where it has not happened before.
  /// - Throws: `DeviceError` or `CUDAError`, one line, where the device, its driver or the compiler is missing.
  public init(_ device: Device, threads: Int) throws {
    try device.requireAvailable()
    switch device {
    case .cpu: self = .processor(threads: threads)
    case .cuda(let index):
      self.init(launcher: try CUDAKernels(CUDARasterizer.kernelSource(), device: index), threads: threads)
    case .privateUse: throw DeviceError.noPrivateDevice
    }
  }

  /// The device of `launcher`, which runs the kernels of ``CUDARasterizer/kernelSource()``.
  public init(launcher: any KernelLauncher, threads: Int) {
    self.init(device: launcher.device, threads: threads, launcher: launcher)
  }

  private init(device: Device, threads: Int, launcher: (any KernelLauncher)?) {
    (self.device, self.threads, self.launcher) = (device, threads, launcher)
  }

  /// The comparison of images by kernels on ``device``; none where that is the processor, which ``FusedPhotometry`` is for.
  public var photometry: KernelPhotometry? { launcher.map { KernelPhotometry($0) } }

  /// The fastest rasteriser for tensors on ``device``; `sumsAbsolutes` is for density control by absolute gradients.
  public func rasterizer(sumsAbsolutes: Bool = false) -> any Rasterizer {
    guard let launcher else { return CPURasterizer(threads: threads, sumsAbsolutes: sumsAbsolutes) }
    return CUDARasterizer(launcher, sumsAbsolutes: sumsAbsolutes)
  }
}
