import Foundation
import Tensors
import TestSupport
import Testing

/// Layers with random weights against PyTorch's own layers.
@Suite(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
struct LayerValueTests {
  private let generator = RandomGenerator(seed: 6)
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Output and input gradient of PyTorch's layer for the same weights and input, as `layer_values.py` gives.
  private func expectPyTorch(
    _ kind: String, _ module: any Module, _ x: Tensor, context: Tensor? = nil, _ call: (Tensor) -> Tensor,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let (given, expected) = (folder.file("given.safetensors"), folder.file("expected.safetensors"))
    var tensors = module.state()
    tensors["x"] = x
    tensors["context"] = context
    try Safetensors.write(tensors, to: given)
    try Python.run("layer_values.py", [kind, given.path, expected.path])
    let values = try Safetensors.read(expected).tensors
    let input = x.copied().requiringGradient()
    let output = call(input)
    output.squared().sum().backward()
    let expectedOutput = try #require(values["output"])
    let expectedGradient = try #require(values["gradient"])
    #expect(output.shape == expectedOutput.shape, sourceLocation: location)
    #expect(largestDifference(output, expectedOutput) < 1e-5, sourceLocation: location)
    #expect(
      largestDifference(try #require(input.gradient), expectedGradient) < 1e-4, sourceLocation: location)
  }

  @Test func linear() throws {
    let layer = Linear(5, 3, generator: generator)
    try expectPyTorch("linear", layer, .randomNormal([2, 4, 5], generator: generator)) { layer($0) }
  }

  @Test func layerNorm() throws {
    let layer = LayerNorm(6)
    withoutGradients {
      layer.weight.copyInPlace(.randomNormal([6], generator: generator))
      layer.bias.copyInPlace(.randomNormal([6], generator: generator))
    }
    try expectPyTorch("layer_norm", layer, .randomNormal([2, 3, 6], generator: generator)) { layer($0) }
  }

  @Test func convolution() throws {
    let layer = Convolution2D(4, 6, size: 3, stride: 2, padding: 1, groups: 2, generator: generator)
    try expectPyTorch("convolution", layer, .randomNormal([2, 4, 7, 8], generator: generator)) { layer($0) }
  }

  @Test func attention() throws {
    let layer = MultiHeadAttention(8, heads: 2, generator: generator)
    let x = Tensor.randomNormal([2, 3, 8], generator: generator)
    try expectPyTorch("attention", layer, x) { layer($0) }
    let context = Tensor.randomNormal([2, 5, 8], generator: generator)
    try expectPyTorch("attention", layer, x, context: context) { layer($0, context: context) }
  }

  @Test func defaultsAreDrawnFromPyTorchsRanges() {
    let layer = Linear(100, 200, generator: generator)
    #expect(layer.weight.abs().max().item() <= 0.1)
    #expect(layer.weight.abs().max().item() > 0.099)
    let convolution = Convolution2D(4, 64, size: 5, generator: generator)
    #expect(convolution.weight.abs().max().item() <= 0.1)
    #expect(convolution.weight.abs().max().item() > 0.099)
  }
}
