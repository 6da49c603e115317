import Tensors

/// A deformation network as one node of the graph: all layers of a few points at a time, so that what lies between
/// them stays in the cache; equal to tensor operations up to rounding.
///
/// Results do not depend on the number of threads.
struct FusedNetwork<Arithmetic: NetworkArithmetic> {
  /// How the network lies in memory.
  let layout: NetworkLayout
  /// Those of the hidden layers, then the heads' in one, `[outputs, inputs]`.
  let weights: [Tensor]
  /// Likewise `[outputs]`; the time's part is in those of the layers that see it.
  let biases: [Tensor]

  /// Whether the network can be computed this way for `points`: single precision on the CPU, and not none.
  static func canTake(_ points: Tensor) -> Bool {
    points.device == .cpu && points.dtype == .float32 && points.size(0) > 0
  }

  /// The heads' values `[N, 3]`, `[N, 4]`, `[N, 3]`; no gradient flows to `points` `[N, 3]`.
  func callAsFunction(_ points: Tensor) -> [Tensor] {
    let loop = ParallelLoop(threads: LibTorch.threadCount)
    let needsGradients = Tensor.recordsGradients
    return CustomFunction.apply("field", inputs: weights + biases) {
      let weights = weights.map { $0.detached().contiguous() }
      let biases = biases.map { $0.detached().contiguous() }
      let points = points.contiguous()
      let count = points.size(0)
      let saved = needsGradients ? SavedActivations<Arithmetic>(layout, count: count) : nil
      let values = [3, 4, 3].map { Tensor.empty([count, $0]) }
      forward(points, weights, biases, into: values, saved, loop)
      return (
        values,
        { gradients in
          guard let saved else { return weights.map { _ in nil } + biases.map { _ in nil } }
          return backward(from: gradients, weights, saved, count: count, loop)
        }
      )
    }
  }

  private func forward(
    _ points: Tensor, _ weights: [Tensor], _ biases: [Tensor], into values: [Tensor],
    _ saved: SavedActivations<Arithmetic>?, _ loop: ParallelLoop
  ) {
    let count = points.size(0)
    let tensors: [Tensor] = weights + biases + values + [points]
    tensors.withMutableFloats { memory in
      var parts = Parts(memory)
      // After an error inside an error scope there is nothing to read.
      guard parts.areWhole else { return }
      let pass = FusedForward<Arithmetic>(
        layout, weights: parts.take(weights.count), biases: parts.take(biases.count), loop: loop)
      let heads = HeadValues(position: parts.next(), rotation: parts.next(), scale: parts.next())
      pass(parts.next(), count: count, into: heads, saved: saved, loop: loop)
    }
  }

  /// The gradients of weights and biases.
  private func backward(
    from gradients: [Tensor?], _ weights: [Tensor], _ saved: SavedActivations<Arithmetic>, count: Int,
    _ loop: ParallelLoop
  ) -> [Tensor?] {
    let given = gradients.map { $0?.contiguous() }
    let results = weights.map { Tensor.zeros($0.shape) }
    let biases = weights.map { Tensor.empty([$0.size(0)]) }
    let tensors: [Tensor] = weights + given.compactMap { $0 } + results + biases
    tensors.withMutableFloats { memory in
      var parts = Parts(memory)
      guard parts.areWhole else { return }
      let pass = FusedBackward<Arithmetic>(
        layout, weights: parts.take(weights.count), saved: saved, count: count, loop: loop)
      let values = given.map { $0 == nil ? nil : parts.next() }
      let sums = pass(HeadValues(position: values[0], rotation: values[1], scale: values[2]), loop: loop)
      let plan = GradientPlan(layout)
      for layer in 0...layout.depth { plan.copyWeight(of: layer, from: sums.pointer, to: parts.next()) }
      for layer in 0...layout.depth { plan.copyBias(of: layer, from: sums.pointer, to: parts.next()) }
    }
    return results + biases
  }
}

/// The memory of several tensors, taken one after the other.
private struct Parts {
  private var rest: ArraySlice<UnsafeMutablePointer<Float>>
  /// Whether every tensor has memory.
  let areWhole: Bool

  init(_ memory: [UnsafeMutableBufferPointer<Float>]) {
    rest = memory.compactMap(\.baseAddress)[...]
    areWhole = rest.count == memory.count
  }

  mutating func next() -> UnsafeMutablePointer<Float> { rest.removeFirst() }

  mutating func take(_ count: Int) -> [UnsafePointer<Float>] {
    (0..<count).map { _ in UnsafePointer(next()) }
  }
}
