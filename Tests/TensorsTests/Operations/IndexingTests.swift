import Tensors
import Testing

@Suite struct IndexingTests {
  /// 0...23 as `[2, 3, 4]`.
  private let x = Tensor.arange(to: 24).reshaped([2, 3, 4])

  @Test func rangesAndPlaces() {
    expect(x[1, 2, 3], [], [23])
    expect(x[-1, -1], [4], [20, 21, 22, 23])
    expect(x[.all, 1], [2, 4], [4, 5, 6, 7, 16, 17, 18, 19])
    expect(x[0, .range(1..<3), .to(2)], [2, 2], [4, 5, 8, 9])
    expect(x[0, 0, .from(-2)], [2], [2, 3])
    expect(x[0, 0, .range(0..<4, step: 2)], [2], [0, 2])
    expect(x[.ellipsis, 0], [2, 3], [0, 4, 8, 12, 16, 20])
    expect(x[1, .ellipsis, 3], [3], [15, 19, 23])
    #expect(x[.all, .new, 0].shape == [2, 1, 4])
    #expect(x[.new, .ellipsis, .new].shape == [1, 2, 3, 4, 1])
    expect(x[0..<1][0, 0], [4], [0, 1, 2, 3])
    #expect(x[0, 0, .range(2..<2)].shape == [0])
  }

  @Test func partsAreViews() {
    let copy = x.copied()
    copy[0, 0].fillInPlace(-1)
    expect(copy[0, 0], [4], [-1, -1, -1, -1])
    expect(copy[0, 1], [4], [4, 5, 6, 7])
  }

  @Test func tensorsAsIndices() {
    let rows = Tensor([Int64](arrayLiteral: 1, 0, 1))
    expect(x[rows][.all, 0, 0], [3], [12, 0, 12])
    expect(x[0, .tensor(Tensor([Int64](arrayLiteral: 2, 0))), 1], [2], [9, 1])
    expect(x[0, 0][x[0, 0] .> 1], [2], [2, 3])
    let mask = Tensor([true, false, false, false, true, false], shape: [2, 3])
    expect(x[.tensor(mask)], [2, 4], [0, 1, 2, 3, 16, 17, 18, 19])
    expect(x[.tensor(mask), .ellipsis, 0], [2], [0, 16])
    expect(x[.ellipsis, .tensor(Tensor([false, true, false, false]))], [2, 3, 1], [1, 5, 9, 13, 17, 21])
  }

  @Test func selecting() {
    let matrix = Tensor([Float](arrayLiteral: 1, 2, 3, 4, 5, 6), shape: [3, 2])
    let indices = Tensor([Int64](arrayLiteral: 2, 0, 2))
    expect(matrix.selecting(indices), [3, 2], [5, 6, 1, 2, 5, 6])
    expect(matrix.selecting(Tensor([Int32](arrayLiteral: 1)), dimension: 1), [3, 1], [2, 4, 6])
  }

  @Test func gatheringAndScattering() {
    let matrix = Tensor([Float](arrayLiteral: 1, 2, 3, 4, 5, 6), shape: [2, 3])
    let places = Tensor([Int64](arrayLiteral: 2, 0, 1, 1), shape: [2, 2])
    expect(matrix.gathered(places, dimension: 1), [2, 2], [3, 1, 5, 5])
    let source = Tensor([Float](arrayLiteral: 10, 20, 30, 40), shape: [2, 2])
    expect(
      Tensor.zeros([2, 3]).scatterAdding(source, at: places, dimension: 1), [2, 3], [20, 0, 10, 0, 70, 0])
    let apart = Tensor([Int64](arrayLiteral: 2, 0, 1, 0), shape: [2, 2])
    expect(matrix.scattering(source, at: apart, dimension: 1), [2, 3], [20, 2, 10, 40, 30, 6])
    expect(matrix, [2, 3], [1, 2, 3, 4, 5, 6])
  }

  @Test func indexAddSumsRepeatedIndices() {
    let indices = Tensor([Int64](arrayLiteral: 1, 1, 0))
    let values = Tensor([Float](arrayLiteral: 1, 2, 3, 4, 5, 6), shape: [3, 2])
    expect(Tensor.ones([2, 2]).adding(values, at: indices), [2, 2], [6, 7, 5, 7])
  }

  @Test func replacingRows() {
    let matrix = Tensor.zeros([3, 2])
    let values = Tensor([Float](arrayLiteral: 7, 8))
    expect(matrix.replacing(rows: Tensor([true, false, true]), with: values), [3, 2], [7, 8, 0, 0, 7, 8])
    expect(
      matrix.replacing(rows: Tensor([Int64](arrayLiteral: 1)), with: values), [3, 2], [0, 0, 7, 8, 0, 0])
  }

  @Test func positionsAndCounts() {
    let sparse = Tensor([Float](arrayLiteral: 0, 2, 0, 3), shape: [2, 2])
    #expect(sparse.nonzero().elements(as: Int64.self) == [0, 1, 1, 1])
    let counts = Tensor([Int64](arrayLiteral: 3, 1, 3)).counts(length: 5)
    #expect(counts.elements(as: Int64.self) == [0, 1, 0, 2, 0])
  }
}
