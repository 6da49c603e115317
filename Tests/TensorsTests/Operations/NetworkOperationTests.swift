import Tensors
import Testing

@Suite struct NetworkOperationTests {
  private let generator = RandomGenerator(seed: 2)

  /// The sum that a cross-correlation is, element by element.
  private func convolve(_ x: Tensor, _ weight: Tensor, bias: Tensor, stride: Int, padding: Int) -> Tensor {
    let padded = x.padded([padding, padding, padding, padding])
    let size = weight.size(2)
    let rows = (padded.size(2) - size) / stride + 1
    let columns = (padded.size(3) - size) / stride + 1
    var values: [Tensor] = []
    for n in 0..<x.size(0) {
      for output in 0..<weight.size(0) {
        for row in 0..<rows {
          for column in 0..<columns {
            let window = padded[
              .at(n), .all, .range(row * stride..<row * stride + size),
              .range(column * stride..<column * stride + size)]
            values.append((window * weight[.at(output)]).sum() + bias[.at(output)])
          }
        }
      }
    }
    return Tensor.stacked(values).reshaped([x.size(0), weight.size(0), rows, columns])
  }

  @Test(arguments: [(1, 0), (2, 1)])
  func convolutionIsItsSum(stride: Int, padding: Int) {
    let x = Tensor.randomNormal([2, 3, 6, 5], .float64, generator: generator)
    let weight = Tensor.randomNormal([4, 3, 3, 3], .float64, generator: generator)
    let bias = Tensor.randomNormal([4], .float64, generator: generator)
    let given = x.convolved(
      weight: weight, bias: bias, stride: [stride, stride], padding: [padding, padding])
    let expected = convolve(x, weight, bias: bias, stride: stride, padding: padding)
    #expect(given.shape == expected.shape)
    #expect(largestDifference(given, expected) < 1e-12)
  }

  @Test func groupedConvolutionKeepsChannelsApart() {
    let x = Tensor.randomNormal([1, 2, 4, 4], generator: generator)
    let weight = Tensor([Float](arrayLiteral: 2, 3), shape: [2, 1, 1, 1])
    let given = x.convolved(weight: weight, groups: 2)
    #expect(largestDifference(given[0, 1], x[0, 1] * 3) < 1e-6)
  }

  @Test func convolutionInOneDimension() {
    let x = Tensor([Float](arrayLiteral: 1, 2, 3, 4), shape: [1, 1, 4])
    let weight = Tensor([Float](arrayLiteral: 1, -1), shape: [1, 1, 2])
    expect(x.convolved1D(weight: weight), [1, 1, 3], [-1, -1, -1])
    expect(x.convolved1D(weight: weight, stride: 2, padding: 1), [1, 1, 3], [-1, -1, 4])
  }

  @Test func transposedConvolutionIsTheAdjoint() {
    let x = Tensor.randomNormal([1, 2, 5, 5], .float64, generator: generator)
    let weight = Tensor.randomNormal([3, 2, 3, 3], .float64, generator: generator)
    let y = Tensor.randomNormal([1, 3, 3, 3], .float64, generator: generator)
    let forward = (x.convolved(weight: weight, stride: [2, 2], padding: [1, 1]) * y).sum()
    let backward = (y.convolvedTransposed(weight: weight, stride: [2, 2], padding: [1, 1]) * x).sum()
    #expect(largestDifference(forward, backward) < 1e-10)
  }

  @Test func samplesAtKnownPoints() {
    let picture = Tensor([Float](arrayLiteral: 1, 2, 3, 4), shape: [1, 1, 2, 2])
    func sample(_ x: Float, _ y: Float, _ padding: Tensor.SamplePadding, _ align: Bool) -> Double {
      picture.sampled(at: Tensor([x, y], shape: [1, 1, 1, 2]), padding: padding, alignCorners: align).item()
    }
    #expect(sample(-1, -1, .zeros, true) == 1)
    #expect(sample(1, -1, .zeros, true) == 2)
    #expect(sample(0, 0, .zeros, true) == 2.5)
    #expect(sample(-0.5, 0.5, .zeros, false) == 3)
    #expect(sample(-1, -1, .zeros, false) == 0.25)
    #expect(sample(-1, -1, .border, false) == 1)
    #expect(sample(3, 3, .border, true) == 4)
    #expect(sample(3, 3, .zeros, true) == 0)
    #expect(sample(3, -1, .reflection, true) == 1)
  }

  @Test func interpolation() {
    let picture = Tensor([Float](arrayLiteral: 0, 1, 2, 3), shape: [1, 1, 2, 2])
    expect(
      picture.resizedBilinear(height: 3, width: 3, alignCorners: true), [1, 1, 3, 3],
      [0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3])
    expect(
      picture.resizedBilinear(height: 2, width: 4), [1, 1, 2, 4], [0, 0.25, 0.75, 1, 2, 2.25, 2.75, 3])
    expect(picture.resizedNearest(height: 2, width: 4), [1, 1, 2, 4], [0, 0, 1, 1, 2, 2, 3, 3])
  }

  @Test func pooling() {
    let picture = Tensor.arange(to: 16, .float32).reshaped([1, 1, 4, 4])
    expect(picture.maxPooled(2, stride: 2), [1, 1, 2, 2], [5, 7, 13, 15])
    expect(picture.averagePooled(2, stride: 2), [1, 1, 2, 2], [2.5, 4.5, 10.5, 12.5])
  }

  @Test func normalisation() {
    let x = Tensor.randomNormal([3, 4, 5], .float64, generator: generator) * 3 + 2
    let layer = x.layerNormalized([5])
    expect(layer.mean([2]), [3, 4], .init(repeating: 0, count: 12), within: 1e-12)
    expect(layer.variance([2], correction: 0), [3, 4], .init(repeating: 1, count: 12), within: 1e-4)
    let group = x.groupNormalized(groups: 2)
    expect(group.reshaped([3, 2, 10]).mean([2]), [3, 2], .init(repeating: 0, count: 6), within: 1e-12)
  }

  @Test func attentionIsItsFormula() {
    let shape = [2, 2, 3, 4]
    let (q, k, v) = (
      Tensor.randomNormal(shape, .float64, generator: generator),
      Tensor.randomNormal(shape, .float64, generator: generator),
      Tensor.randomNormal(shape, .float64, generator: generator)
    )
    let expected = (q.matmul(k.transposed()) / 2).softmax(-1).matmul(v)
    #expect(largestDifference(q.attention(keys: k, values: v), expected) < 1e-12)
  }
}
