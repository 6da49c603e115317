import CUDA
import Foundation

extension CUDARasterizer {
  /// A rasteriser for GPU `device`; its kernels are compiled when that happens for the first time.
  /// - Throws: `CUDAError` where there is no such GPU, driver or compiler.
  public init(device: Int = 0, backward: BackwardPass = .byPixel, sumsAbsolutes: Bool = true) throws {
    self.init(
      try CUDAKernels(Self.kernelSource(), device: device), backward: backward, sumsAbsolutes: sumsAbsolutes)
  }

  /// The kernels' source, which the program carries.
  /// - Throws: `FileError` where it is not beside the program.
  public static func kernelSource() throws -> KernelSource {
    try KernelSource(folder: Bundle.module.bundleURL.appending(path: "Kernels"), main: "Rasterizer.cu")
  }
}
