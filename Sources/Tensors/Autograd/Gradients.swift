import CLibTorch

extension Tensor {
  /// Whether operations record a graph here: not inside ``withoutGradients(_:)``.
  public static var recordsGradients: Bool { hfGradientEnabled() }

  /// Whether gradients flow to or through this tensor.
  public var requiresGradient: Bool { hfTensorRequiresGradient(raw) }

  /// This tensor, a leaf of the graph, asked to gather a gradient.
  @discardableResult
  public func requiringGradient(_ wanted: Bool = true) -> Tensor {
    report(hfTensorSetRequiresGradient(raw, wanted), "requires_grad_")
    return self
  }

  /// Asks an inner tensor of the graph to keep its gradient too.
  public func retainGradient() { report(hfTensorRetainGradient(raw), "retain_grad") }

  /// The gradient gathered so far; none before the first, and after it was set to none.
  public var gradient: Tensor? {
    get { hfTensorGradient(raw).map(Tensor.init(owning:)) }
    nonmutating set { hfTensorSetGradient(raw, newValue?.raw) }
  }

  /// Adds the derivatives of this tensor to the gradients of all leaves that it came from.
  ///
  /// - Parameters:
  ///   - gradient: what to weigh the elements of this tensor with; may be absent where it holds one.
  ///   - retainGraph: keeps the graph for another call.
  public func backward(gradient: Tensor? = nil, retainGraph: Bool = false) {
    Tensor.backward([self], gradients: [gradient], retainGraph: retainGraph)
  }

  /// As ``backward(gradient:retainGraph:)`` from several tensors at once.
  public static func backward(_ outputs: [Tensor], gradients: [Tensor?], retainGraph: Bool = false) {
    precondition(outputs.count == gradients.count, "each output of backward has a gradient or none")
    let roots = outputs.map { Optional($0.raw) }
    let cotangents = gradients.map { $0?.raw }
    let message = withExtendedLifetime((outputs, gradients)) {
      hfBackward(roots, cotangents, Int64(roots.count), retainGraph)
    }
    if let error = TensorError(message, operation: "backward", arguments: outputs.map(\.signature)) {
      ErrorScope.report(error)
    }
  }

  private func report(_ message: HFError?, _ operation: String) {
    if let error = TensorError(message, operation: operation, arguments: [signature]) {
      ErrorScope.report(error)
    }
  }
}

/// Runs `body` without recording a graph: what it computes has no gradient.
public func withoutGradients<Result>(_ body: () throws -> Result) rethrows -> Result {
  let before = hfGradientEnabled()
  hfSetGradientEnabled(false)
  defer { hfSetGradientEnabled(before) }
  return try body()
}

/// Runs `body` with the operations that gain from it (matrix products, convolutions) computed in `type`.
///
/// - Parameters:
///   - type: bfloat16 on a CPU; float16 or bfloat16 on a GPU.
///   - enabled: without it `body` runs as it is.
public func withAutocast<Result>(
  _ type: DType = .bfloat16, device: Device = .cpu, enabled: Bool = true, _ body: () throws -> Result
) rethrows -> Result {
  guard enabled else { return try body() }
  let code = Int32(device.codes.type)
  let (wasEnabled, before) = (hfAutocastEnabled(code), hfAutocastScalarType(code))
  hfSetAutocast(code, true, type.rawValue)
  defer {
    hfSetAutocast(code, wasEnabled, before)
    if !wasEnabled { hfClearAutocastCache() }
  }
  return try body()
}
