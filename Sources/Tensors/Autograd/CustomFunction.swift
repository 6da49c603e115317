import CLibTorch
import Foundation

/// The bridge for functions whose forward and backward are written in Swift.
public enum CustomFunction {
  /// What goes back through a function: the gradients of its outputs (none where none flows) to those of its
  /// inputs (none where there is none).
  public typealias Backward = ([Tensor?]) throws -> [Tensor?]

  /// Computes `forward` outside the graph and joins its outputs to `inputs` there.
  ///
  /// - Parameters:
  ///   - name: names the function in error messages and in a ``StepProfile``.
  ///   - inputs: what gradients may flow to.
  ///   - forward: gives the outputs and the backward half, which keeps what it needs by capturing it. It runs
  ///     without recording; the backward half runs during ``Tensor/backward(gradient:retainGraph:)`` on the same
  ///     thread, and what it throws ends that with an error.
  /// - Returns: the outputs, joined to the graph if any input is in one.
  public static func apply(
    _ name: String, inputs: [Tensor], forward: () throws -> (outputs: [Tensor], backward: Backward)
  ) rethrows -> [Tensor] {
    let (outputs, backward) = try StepProfile.measure(name) { try withoutGradients(forward) }
    let context = Unmanaged.passRetained(Context(name, backward)).toOpaque()
    var joined = [HFTensor?](repeating: nil, count: outputs.count)
    let message = withExtendedLifetime((inputs, outputs)) {
      hfJoinCustomFunction(
        name, inputs.map { Optional($0.raw) }, Int64(inputs.count), outputs.map { Optional($0.raw) },
        Int64(outputs.count), callBackward, { Unmanaged<Context>.fromOpaque($0!).release() }, context,
        &joined)
    }
    if let error = TensorError(message, operation: name, arguments: inputs.map(\.signature)) {
      ErrorScope.report(error)
    }
    return joined.map { $0.map(Tensor.init(owning:)) ?? .failed }
  }

  private final class Context {
    let name: String
    let backward: Backward

    init(_ name: String, _ backward: @escaping Backward) {
      self.name = name
      self.backward = backward
    }
  }

  /// The shim's way into a ``Backward``; every failure becomes a message.
  private static let callBackward: HFBackwardFunction = {
    context, gradients, count, inputGradients, inputCount in
    // The shim hands over the context that it was given and arrays of at least these counts.
    let function = Unmanaged<Context>.fromOpaque(context!).takeUnretainedValue()
    let given = (0..<Int(count)).map { index in
      gradients![index].map { Tensor(owning: hfTensorRetain($0)) }
    }
    do {
      let made = try StepProfile.measure(function.name, .backward) {
        try withTensorErrors { try withoutGradients { try function.backward(given) } }
      }
      guard made.count == Int(inputCount) else {
        return strdup("its backward gave \(made.count) gradients for \(inputCount) inputs")
      }
      for (index, gradient) in made.enumerated() {
        inputGradients![index] = gradient.map { hfTensorRetain($0.raw) }
      }
      return nil
    } catch {
      return strdup("\(error)")
    }
  }
}
