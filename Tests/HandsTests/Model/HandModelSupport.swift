import Files
import Foundation
import Hands
import Tensors
import TestSupport
import Testing

/// Whether set-up has made the free hands, and why tests of them are left out where it has not.
enum FreeHand {
  static let isThere = SharedFolder.file("free_hand_right.safetensors") != nil
  static let hint: Comment = "the free hand models are missing: run `make setup`"
}

/// Numbers that look random and are the same on every machine, evenly spread in -1...1.
func scattered(_ shape: [Int], seed: Int, _ type: DType = .float64) -> Tensor {
  let generator = RandomGenerator(seed: UInt64(seed))
  return Tensor.randomUniform(shape, in: -1..<1, type, generator: generator)
}

/// The largest absolute difference of two tensors of one shape; NaN where either has one.
func largestDifference(_ a: Tensor, _ b: Tensor) -> Double {
  (a.detached().to(.float64) - b.detached().to(.float64)).abs().max().item()
}

/// Expects the gradients of `formula`, which gives one number, to agree with central differences; float64.
func expectGradients(
  at inputs: [Tensor], within tolerance: Double = 1e-6, location: SourceLocation = #_sourceLocation,
  of formula: ([Tensor]) -> Tensor
) {
  let leaves = inputs.map { $0.copied().requiringGradient() }
  formula(leaves).backward()
  for (index, input) in inputs.enumerated() {
    let gradient = leaves[index].gradient?.elements(as: Double.self) ?? []
    #expect(gradient.count == input.count, "input \(index) has no gradient", sourceLocation: location)
    let scale = max(1, gradient.map(abs).max() ?? 1)
    for element in gradient.indices {
      func value(_ offset: Double) -> Double {
        var values = input.elements(as: Double.self)
        values[element] += offset
        var moved = inputs
        moved[index] = Tensor(values, shape: input.shape)
        return withoutGradients { formula(moved).item() }
      }
      let expected = (value(1e-5) - value(-1e-5)) / 2e-5
      if !(abs(gradient[element] - expected) <= tolerance * scale) {
        Issue.record(
          "input \(index), element \(element): \(gradient[element]), not \(expected)",
          sourceLocation: location)
      }
    }
  }
}
