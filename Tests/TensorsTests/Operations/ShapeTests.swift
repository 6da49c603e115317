import Tensors
import Testing

@Suite struct ShapeTests {
  private let x = Tensor([Float](arrayLiteral: 1, 2, 3, 4, 5, 6), shape: [2, 3])

  @Test func rearranging() {
    expect(x.reshaped([3, -1]), [3, 2], [1, 2, 3, 4, 5, 6])
    expect(x.transposed(), [3, 2], [1, 4, 2, 5, 3, 6])
    #expect(!x.transposed().isContiguous)
    #expect(x.transposed().contiguous().isContiguous)
    expect(x.permuted([1, 0]), [3, 2], [1, 4, 2, 5, 3, 6])
    #expect(x.unsqueezed(-1).shape == [2, 3, 1])
    #expect(x.unsqueezed(0).squeezed(0).shape == [2, 3])
    #expect(x.squeezed(0).shape == [2, 3])
    expect(x.flattened(), [6], [1, 2, 3, 4, 5, 6])
    expect(x.flipped([1]), [2, 3], [3, 2, 1, 6, 5, 4])
    #expect(x.size(0) == 2)
    #expect(x.size(-1) == 3)
  }

  @Test func repeating() {
    expect(x[0..<1].expanded([2, -1]), [2, 3], [1, 2, 3, 1, 2, 3])
    expect(x[0].repeated([2]), [6], [1, 2, 3, 1, 2, 3])
    expect(x[0].repeatedInterleaved(2, dimension: 0), [6], [1, 1, 2, 2, 3, 3])
  }

  @Test func joiningAndSplitting() {
    expect(.concatenated([x, x[0..<1]]), [3, 3], [1, 2, 3, 4, 5, 6, 1, 2, 3])
    expect(.concatenated([x, x], dimension: 1), [2, 6], [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
    expect(.stacked([x[0], x[1]], dimension: 1), [3, 2], [1, 4, 2, 5, 3, 6])
    let parts = x.split([1, 2], dimension: 1)
    expect(parts[0], [2, 1], [1, 4])
    expect(parts[1], [2, 2], [2, 3, 5, 6])
  }

  @Test func padding() {
    let row = x[0..<1].unsqueezed(0)
    expect(row.padded([1, 2]), [1, 1, 6], [0, 1, 2, 3, 0, 0])
    expect(row.padded([1, 0], value: 9), [1, 1, 4], [9, 1, 2, 3])
    expect(row.padded([2, 1], .reflect), [1, 1, 6], [3, 2, 1, 2, 3, 2])
    expect(row.padded([1, 1], .replicate), [1, 1, 5], [1, 1, 2, 3, 3])
  }

  @Test func converting() {
    let fractions = Tensor([Float](arrayLiteral: -1.5, 2.75))
    expect(fractions.to(.int32), [2], [-1, 2])
    #expect(fractions.to(.float16).dtype == .float16)
    expect(fractions.to(.bfloat16).to(.float32), [2], [-1.5, 2.75])
    expect(Tensor([Float](arrayLiteral: 1)).viewed(as: .int32), [1], [1_065_353_216])
    #expect(Tensor([Float](arrayLiteral: 1)).viewed(as: .uint8).shape == [4])
    #expect(fractions.to(.cpu).device == .cpu)
  }

  @Test func copiesHaveStorageOfTheirOwn() {
    let copy = x.copied()
    copy.fillInPlace(0)
    expect(x[0], [3], [1, 2, 3])
  }
}
