import CUDA
import Foundation
import Tensors
import TestSupport
import Testing

/// What is said where something is missing.
@Suite struct CUDAErrorTests {
  private static let source = KernelSource(main: "main.cu", files: ["main.cu": ""])

  @Test func aGPUThatIsNotThereIsOneLine() {
    #expect {
      try CUDAKernels(Self.source, device: 99)
    } throws: { error in
      error is DeviceError && "\(error)".contains("there is no device cuda") && !"\(error)".contains("\n")
    }
  }

  @Test func kernelsThatAreNotThereAreTold() throws {
    let folder = try TemporaryFolder()
    #expect {
      try KernelSource(folder: folder.url, main: "Rasterizer.cu")
    } throws: { "\($0)".contains("the kernels are missing") }
  }

  @Test func parametersPointAtTheirValues() {
    let tensor = Tensor([Float(1), 2])
    let arguments: [KernelArgument] = [
      .int32(-7), .int64(1 << 40), .null, .tensor(tensor), .structure(SIMD3<Float>(1, 2, 3)),
    ]
    KernelParameters.with(arguments) { parameters in
      #expect(parameters[0]?.load(as: Int32.self) == -7)
      #expect(parameters[1]?.load(as: Int64.self) == 1 << 40)
      #expect(parameters[2]?.load(as: UInt.self) == 0)
      let address = parameters[3]?.load(as: UnsafePointer<Float>.self)
      #expect(address?[1] == 2)
      #expect(parameters[4]?.load(as: SIMD3<Float>.self) == [1, 2, 3])
    }
  }
}
