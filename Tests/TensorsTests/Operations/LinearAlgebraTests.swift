import Tensors
import Testing

@Suite struct LinearAlgebraTests {
  private let generator = RandomGenerator(seed: 1)

  @Test func products() {
    let a = Tensor([Float](arrayLiteral: 1, 2, 3, 4), shape: [2, 2])
    let b = Tensor([Float](arrayLiteral: 5, 6), shape: [2, 1])
    expect(a.matmul(b), [2, 1], [17, 39])
    let batch = Tensor.stacked([a, a * 2])
    expect(batch.matmul(b), [2, 2, 1], [17, 39, 34, 78])
    expect(.einsum("bij,jk->bki", batch, b), [2, 1, 2], [17, 39, 34, 78])
    expect(.einsum("ii->", a), [], [5])
  }

  @Test(arguments: [[4, 3, 3], [2, 5, 2], [3, 2, 4]])
  func singularValuesReconstruct(shape: [Int]) {
    let matrices = Tensor.randomNormal(shape, .float64, generator: generator)
    let (u, s, vh) = matrices.singularValues(full: false)
    #expect(largestDifference(u.matmul(s.diagonalMatrix()).matmul(vh), matrices) < 1e-12)
    let rank = min(shape[1], shape[2])
    let unit = Tensor.identity(rank, .float64)
    #expect(largestDifference(u.transposed().matmul(u), unit.expanded([shape[0], rank, rank])) < 1e-12)
    #expect((s[.all, .to(-1)] .>= s[.all, .from(1)]).all().item() == 1)
    let complete = matrices.singularValues()
    #expect(complete.u.shape == [shape[0], shape[1], shape[1]])
    #expect(complete.vh.shape == [shape[0], shape[2], shape[2]])
  }

  @Test func inversesAndSolutions() {
    let matrices = Tensor.randomNormal([5, 4, 4], .float64, generator: generator)
    let unit = Tensor.identity(4, .float64).expanded([5, 4, 4])
    #expect(largestDifference(matrices.matmul(matrices.inverse()), unit) < 1e-9)
    let b = Tensor.randomNormal([5, 4, 2], .float64, generator: generator)
    #expect(largestDifference(matrices.matmul(matrices.solve(b)), b) < 1e-9)
    expect(Tensor([Float](arrayLiteral: 1, 2, 3, 4), shape: [2, 2]).determinant(), [], [-2])
  }

  @Test func aSingularMatrixIsAnError() {
    #expect(throws: TensorError.self) {
      try withTensorErrors { Tensor.ones([2, 2]).inverse() }
    }
  }

  @Test func vectors() {
    let x = Tensor([Float](arrayLiteral: 1, 0, 0))
    let y = Tensor([Float](arrayLiteral: 0, 1, 0))
    expect(x.cross(y), [3], [0, 0, 1])
    let points = Tensor([Float](arrayLiteral: 0, 0, 3, 4), shape: [2, 2])
    expect(points.distances(to: points), [2, 2], [0, 5, 5, 0])
    expect(points.distances(to: points, order: 1), [2, 2], [0, 7, 7, 0])
    expect(y.diagonalMatrix(), [3, 3], [0, 0, 0, 0, 1, 0, 0, 0, 0])
  }
}
