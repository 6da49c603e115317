import CUDA
import Foundation
import Splatting
import Testing

/// The rasteriser's kernels, compiled for GPUs as the program does it.
@Suite(.enabled(if: (try? KernelCompiler()) != nil, "no libnvrtc: run `make setup`"))
struct KernelCompilationTests {
  /// A100; RTX 30; RTX 40; H100 and H200; B200.
  @Test(arguments: ["sm_80", "sm_86", "sm_89", "sm_90", "sm_100"])
  func kernelsCompileWithoutWarnings(_ architecture: String) throws {
    // Also no word about registers that there is no room for, which go to memory and make a kernel slow.
    let options = ["--warn-on-spills", "--warn-on-local-memory-usage"].map { "--ptxas-options=\($0)" }
    let output = try KernelCompiler().compile(
      CUDARasterizer.kernelSource(), architecture: architecture, options: options)
    #expect(output.log == "")
    for kernel in CUDARasterizer.kernels {
      #expect(output.cubin.range(of: Data(".text.\(kernel)\0".utf8)) != nil, "\(kernel)")
    }
  }
}

extension CUDARasterizer {
  /// The names of all kernels.
  static let kernels = [
    "projectGaussians", "evaluateHarmonics", "checkValues", "emitPairs16", "emitPairs32", "findStarts16",
    "findStarts32", "compositeForward", "compositeBackward", "compositeBackwardByGaussian", "projectBackward",
    "harmonicsBackward", "comparePhotometry", "photometryBackward",
  ]
}
