import Foundation
import Tensors
import Testing

/// Expects `tensor` to have `shape` and, in row-major order, `values`.
func expect(
  _ tensor: Tensor, _ shape: [Int], _ values: [Double], within tolerance: Double = 1e-6,
  at location: SourceLocation = #_sourceLocation
) {
  #expect(tensor.shape == shape, sourceLocation: location)
  let given = tensor.detached().to(.float64).elements(as: Double.self)
  guard given.count == values.count else {
    Issue.record("\(given.count) elements, not \(values.count)", sourceLocation: location)
    return
  }
  for (index, (a, b)) in zip(given, values).enumerated() where !(abs(a - b) <= tolerance) {
    Issue.record("element \(index) is \(a), not \(b)", sourceLocation: location)
  }
}

/// The largest absolute difference of two tensors of one shape; NaN where either has one.
func largestDifference(_ a: Tensor, _ b: Tensor) -> Double {
  (a.detached().to(.float64) - b.detached().to(.float64)).abs().max().item()
}

/// Expects the gradients of `formula`, which gives one number, to agree with central differences.
///
/// `inputs` are of float64.
func expectGradients(
  at inputs: [Tensor], within tolerance: Double = 1e-7, location: SourceLocation = #_sourceLocation,
  of formula: ([Tensor]) -> Tensor
) {
  let leaves = inputs.map { $0.copied().requiringGradient() }
  formula(leaves).backward()
  for (index, input) in inputs.enumerated() {
    let gradient = leaves[index].gradient?.elements(as: Double.self) ?? []
    #expect(gradient.count == input.count, "input \(index) has no gradient", sourceLocation: location)
    for element in gradient.indices {
      func value(_ offset: Double) -> Double {
        var moved = inputs
        moved[index] = input.copied()
        moved[index].withMutableElements(of: Double.self) { $0[element] += offset }
        return withoutGradients { formula(moved) }.item()
      }
      let step = 1e-5
      let expected = (value(step) - value(-step)) / (2 * step)
      #expect(
        abs(gradient[element] - expected) <= tolerance * max(1, abs(expected)),
        "input \(index), element \(element)", sourceLocation: location)
    }
  }
}
