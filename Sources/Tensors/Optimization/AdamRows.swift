/// A step of Adam over some rows of a parameter; the other rows keep values and moments.
struct AdamRows {
  /// Rows that a thread takes at a time.
  private static let block = 4096

  /// The number of this step, from 1 on.
  let step: Double
  let learningRate: Double
  let betas: (Double, Double)
  let epsilon: Double

  /// Moves the rows of `value` whose number in `chosen` is above 0.
  ///
  /// - Parameters:
  ///   - value: the parameter `[N, ...]`, like its gradient and moments float32, contiguous and on one device.
  ///   - chosen: float32 `[N]`.
  func run(_ value: Tensor, gradient: Tensor, first: Tensor, second: Tensor, chosen: Tensor, threads: Int) {
    let rows = chosen.count
    guard rows > 0 else { return }
    guard value.device == .cpu else {
      return runByTensors(value, gradient: gradient, first: first, second: second, chosen: chosen)
    }
    let width = value.count / rows
    [value, gradient.contiguous(), first, second, chosen.contiguous()].withMutableFloats { memory in
      // There are rows, so the buffers have addresses; each block writes rows of its own.
      nonisolated(unsafe) let pointers = memory.map { $0.baseAddress! }
      ParallelLoop(threads: threads)((rows + Self.block - 1) / Self.block) { _, block in
        let end = min(rows, (block + 1) * Self.block)
        var row = block * Self.block
        while row < end {
          // Neighbours that are chosen are one run of numbers.
          let start = row
          while row < end, pointers[4][row] > 0 { row += 1 }
          move(
            pointers[0] + start * width, pointers[1] + start * width, pointers[2] + start * width,
            pointers[3] + start * width, count: (row - start) * width)
          while row < end, !(pointers[4][row] > 0) { row += 1 }
        }
      }
    }
  }

  private func move(
    _ value: UnsafeMutablePointer<Float>, _ gradient: UnsafeMutablePointer<Float>,
    _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>, count: Int
  ) {
    let (keepFirst, keepSecond) = (Float(betas.0), Float(betas.1))
    let (addFirst, addSecond) = (Float(1 - betas.0), Float(1 - betas.1))
    let rate = Float(learningRate / (1 - power(betas.0)))
    let scale = Float(1 / (1 - power(betas.1)).squareRoot())
    let epsilon = Float(epsilon)
    for index in 0..<count {
      let g = gradient[index]
      let m = keepFirst * first[index] + addFirst * g
      let v = keepSecond * second[index] + addSecond * g * g
      first[index] = m
      second[index] = v
      value[index] -= rate * m / (v.squareRoot() * scale + epsilon)
    }
  }

  /// The same by tensor operations, for other devices.
  private func runByTensors(
    _ value: Tensor, gradient: Tensor, first: Tensor, second: Tensor, chosen: Tensor
  ) {
    let isChosen = (chosen .> 0).reshaped([chosen.count] + Array(repeating: 1, count: value.rank - 1))
    let m = first * betas.0 + gradient * (1 - betas.0)
    let v = second * betas.1 + gradient.squared() * (1 - betas.1)
    let rate = learningRate / (1 - power(betas.0))
    let scale = 1 / (1 - power(betas.1)).squareRoot()
    let moved = value - m * rate / (v.sqrt() * scale + epsilon)
    value.copyInPlace(isChosen.choose(moved, else: value))
    first.copyInPlace(isChosen.choose(m, else: first))
    second.copyInPlace(isChosen.choose(v, else: second))
  }

  private func power(_ beta: Double) -> Double {
    var (result, base, exponent) = (1.0, beta, Int(step))
    while exponent > 0 {
      if exponent & 1 == 1 { result *= base }
      base *= base
      exponent >>= 1
    }
    return result
  }
}
