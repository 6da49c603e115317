import Tensors
import Testing

/// Expects the gradient that `leaf` gathered to agree with central differences of `formula`, a number, by `leaf`'s elements.
///
/// All is float32: `step` has to be large enough to be seen, and the formula nearly linear over it.
func expectGradient(
  of leaf: Tensor, step: Float, within tolerance: Double, at location: SourceLocation = #_sourceLocation,
  _ formula: () -> Tensor
) {
  leaf.gradient = nil
  formula().backward()
  guard let gradient = leaf.gradient?.floats() else {
    Issue.record("there is no gradient", sourceLocation: location)
    return
  }
  let scale = gradient.map(abs).max() ?? 0
  for element in gradient.indices {
    func value(_ offset: Float) -> Double {
      withoutGradients {
        leaf.withMutableElements(of: Float.self) { $0[element] += offset }
        defer { leaf.withMutableElements(of: Float.self) { $0[element] -= offset } }
        return formula().item()
      }
    }
    let difference = (value(step) - value(-step)) / Double(2 * step)
    #expect(
      abs(Double(gradient[element]) - difference) <= tolerance * Double(max(scale, 1e-3)),
      "element \(element) is \(gradient[element]), not \(difference)", sourceLocation: location)
  }
}
