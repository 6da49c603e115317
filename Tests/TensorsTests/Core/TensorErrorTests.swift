import Files
import Foundation
import Tensors
import Testing

@Suite struct TensorErrorTests {
  @Test func aWrongShapeNamesOperationAndShapes() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors { Tensor.zeros([2, 3]).matmul(.zeros([4, 5])) }
    }
    #expect(error.operation == "matmul")
    #expect(error.arguments == ["float32[2, 3]", "float32[4, 5]"])
    #expect(!error.reason.isEmpty)
    #expect(!error.description.contains("\n"))
  }

  @Test func aWrongTypeNamesOperationAndTypes() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors { Tensor.zeros([2, 2]).matmul(.zeros([2, 2], .int64)) }
    }
    #expect(error.description.hasPrefix("matmul(float32[2, 2], int64[2, 2]): "))
  }

  @Test func aMissingFileIsNamed() throws {
    let file = URL(fileURLWithPath: "/nowhere/weights.safetensors")
    let error = try #require(throws: FileError.self) { try Safetensors.read(file) }
    #expect(error.description.contains("/nowhere/weights.safetensors"))
    #expect(throws: FileError.self) { try TorchScript(contentsOf: file) }
  }

  @Test func theFirstOfSeveralErrorsIsThrown() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors {
        let sum = Tensor.zeros([2]) + Tensor.zeros([3])
        return sum.matmul(.zeros([4, 5])).reshaped([7])
      }
    }
    #expect(error.operation == "add")
  }

  @Test func anErrorOfTheBodyIsThrown() {
    struct Mine: Error {}
    #expect(throws: Mine.self) { try withTensorErrors { throw Mine() } }
  }

  @Test func anInnerScopeKeepsItsErrors() throws {
    let sum = try withTensorErrors {
      #expect(throws: TensorError.self) { try withTensorErrors { Tensor.zeros([2])[5] } }
      return Tensor.ones([2]).sum().item()
    }
    #expect(sum == 2)
  }

  @Test func sizesOfMissingDimensionsAreErrors() throws {
    let error = try #require(throws: TensorError.self) { try withTensorErrors { Tensor.zeros([2]).size(1) } }
    #expect(error.description.contains("float32[2]"))
  }

  @Test func backwardNamesItsTensor() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors { Tensor.zeros([2]).backward() }
    }
    #expect(error.operation == "backward")
    #expect(error.arguments == ["float32[2]"])
  }

  @Test func outsideAScopeTheProgramEnds() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor.zeros([2, 3]).matmul(.zeros([4, 5]))
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("matmul(float32[2, 3], float32[4, 5])"))
  }
}
