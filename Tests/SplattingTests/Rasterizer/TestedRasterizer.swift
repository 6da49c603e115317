import EmulatedDevice
import KernelEmulation
import Splatting
import Tensors
import Testing

/// Every rasteriser that this machine can run; all go through the same tests.
enum TestedRasterizer: String, CaseIterable, CustomTestStringConvertible {
  case reference = "reference, single precision"
  case cpu = "CPU, 1 thread"
  case cpuThreads = "CPU, 3 threads"
  case kernels = "CUDA kernels, emulated"
  case kernelsReversed = "CUDA kernels, emulated in reverse order"
  case kernelsByGaussian = "CUDA kernels, emulated, backward by Gaussians"
  case device = "CUDA kernels, emulated, on the emulated device"
  case gpu = "CUDA kernels on a GPU"
  case gpuByGaussian = "CUDA kernels on a GPU, backward by Gaussians"

  static let allCases: [TestedRasterizer] =
    [.reference, .cpu, .cpuThreads, .kernels, .kernelsReversed, .kernelsByGaussian, .device]
    + (Device.cuda(0).isAvailable ? [.gpu, .gpuByGaussian] : [])

  var testDescription: String { rawValue }

  func make() -> any Rasterizer {
    switch self {
    case .reference: ReferenceRasterizer()
    case .cpu: CPURasterizer(threads: 1)
    case .cpuThreads: CPURasterizer(threads: 3)
    case .kernels: CUDARasterizer(EmulatedLauncher(order: KEOrderForward))
    case .kernelsReversed: CUDARasterizer(EmulatedLauncher(order: KEOrderReverse))
    case .kernelsByGaussian: CUDARasterizer(EmulatedLauncher(order: KEOrderReverse), backward: .byGaussian)
    case .device:
      MovedRasterizer(
        device: EmulatedDevice.device,
        rasterizer: .success(EmulatedDevice.resources.rasterizer(sumsAbsolutes: true)))
    case .gpu: MovedRasterizer(device: .cuda(0), rasterizer: Self.gpuByPixel)
    case .gpuByGaussian: MovedRasterizer(device: .cuda(0), rasterizer: Self.gpuByGaussians)
    }
  }

  private static let gpuByPixel = Result<any Rasterizer, any Error> { try CUDARasterizer(device: 0) }
  private static let gpuByGaussians = Result<any Rasterizer, any Error> {
    try CUDARasterizer(device: 0, backward: .byGaussian)
  }
}
