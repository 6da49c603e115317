import Dispatch
import Synchronization

/// `transform` of every input, on all processors, in the order of the inputs.
func concurrentMap<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], _ transform: @Sendable (Input) -> Output
) -> [Output] {
  let outputs = Mutex<[Output?]>(Array(repeating: nil, count: inputs.count))
  DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
    let output = transform(inputs[index])
    outputs.withLock { $0[index] = output }
  }
  // Every place was filled above.
  return outputs.withLock { $0.map { $0! } }
}
