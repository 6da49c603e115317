import Tensors

/// Weighted sums of neighbours' rows: out_i = Σ_k weights_ik values_n(i,k).
public enum NeighborBlend {
  /// Blends rows of `values` for each of `count` points.
  ///
  /// - Parameters:
  ///   - values: float32 `[M, C]` on the CPU; gradients flow to it.
  ///   - weights: float32 `[N, K]` on the CPU; gradients flow to it.
  ///   - indices: which rows, `N * K` numbers in 0..<M, point after point.
  /// - Returns: `[N, C]`.
  public static func blend(_ values: Tensor, weights: Tensor, indices: [Int32]) -> Tensor {
    require(values.rank == 2 && weights.rank == 2, "values and weights are matrices")
    require(weights.count == indices.count, "each weight has an index")
    let rows = Int32(values.size(0))
    require(indices.allSatisfy { $0 >= 0 && $0 < rows }, "an index is a row of the values")
    guard values.device == .cpu else { return byTensors(values, weights: weights, indices: indices) }
    let pass = Pass(
      indices: indices, points: weights.size(0), neighbors: weights.size(1), width: values.size(1))
    return CustomFunction.apply("refinement", inputs: [values, weights]) {
      let (values, weights) = (values.detached().contiguous(), weights.detached().contiguous())
      return (
        [pass.forward(values, weights)],
        { gradients in
          guard let gradient = gradients[0]?.contiguous() else { return [nil, nil] }
          let (byValues, byWeights) = pass.backward(values, weights, gradient)
          return [byValues, byWeights]
        }
      )
    }[0]
  }

  /// The same by tensor operations, for other devices.
  private static func byTensors(_ values: Tensor, weights: Tensor, indices: [Int32]) -> Tensor {
    let rows = Tensor(indices.map(Int64.init), device: values.device)
    let gathered = values.selecting(rows).reshaped(weights.shape + [values.size(1)])
    return (gathered * weights.unsqueezed(-1)).sum([1])
  }
}

/// The loops over points, neighbours and columns.
private struct Pass {
  let indices: [Int32]
  let points: Int
  let neighbors: Int
  let width: Int

  func forward(_ values: Tensor, _ weights: Tensor) -> Tensor {
    let result = Tensor.zeros([points, width])
    guard result.count > 0 else { return result }
    [values, weights, result].withMutableFloats { memory in
      // There are points and columns, so the buffers have addresses.
      let (from, by, to) = (memory[0].baseAddress!, memory[1].baseAddress!, memory[2].baseAddress!)
      for entry in indices.indices {
        let source = from + Int(indices[entry]) * width
        let target = to + entry / neighbors * width
        let weight = by[entry]
        for column in 0..<width { target[column] += weight * source[column] }
      }
    }
    return result
  }

  func backward(_ values: Tensor, _ weights: Tensor, _ gradient: Tensor) -> (Tensor, Tensor) {
    let (byValues, byWeights) = (values.zerosLike(), weights.zerosLike())
    guard gradient.count > 0 else { return (byValues, byWeights) }
    [values, weights, gradient, byValues, byWeights].withMutableFloats { memory in
      let (values, weights, above) = (
        memory[0].baseAddress!, memory[1].baseAddress!, memory[2].baseAddress!
      )
      let (toValues, toWeights) = (memory[3].baseAddress!, memory[4].baseAddress!)
      for entry in indices.indices {
        let source = values + Int(indices[entry]) * width
        let target = toValues + Int(indices[entry]) * width
        let upstream = above + entry / neighbors * width
        let weight = weights[entry]
        var sum: Float = 0
        for column in 0..<width {
          target[column] += weight * upstream[column]
          sum += source[column] * upstream[column]
        }
        toWeights[entry] = sum
      }
    }
    return (byValues, byWeights)
  }
}
