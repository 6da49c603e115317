import Foundation
import Tensors
import Testing

@Suite struct ReductionTests {
  private let x = Tensor([Double](arrayLiteral: 1, 5, 3, 4, 2, 6), shape: [2, 3])

  @Test func sumsAndMeans() {
    expect(x.sum(), [], [21])
    expect(x.sum([0]), [3], [5, 7, 9])
    expect(x.sum([1], keepDimensions: true), [2, 1], [9, 12])
    expect(x.mean([-1]), [2], [3, 4])
    expect(x.mean(), [], [3.5])
    expect(x.product(1), [2], [15, 48])
    expect(x.cumulativeSum(1), [2, 3], [1, 6, 9, 4, 6, 12])
    expect(x.cumulativeProduct(0), [2, 3], [1, 5, 3, 4, 10, 18])
  }

  @Test func extremes() {
    expect(x.max(), [], [6])
    expect(x.min([0]), [3], [1, 2, 3])
    expect(x.max([1], keepDimensions: true), [2, 1], [5, 6])
    #expect(x.argmax(1).elements(as: Int64.self) == [1, 2])
    #expect(x.argmin(0).elements(as: Int64.self) == [0, 1, 0])
  }

  @Test func spread() {
    expect(x.variance(), [], [3.5])
    expect(x.variance([1], correction: 0), [2], [8.0 / 3, 8.0 / 3])
    expect(
      x.logSumExp([1]), [2],
      [1.0, 4.0].enumerated().map { row, _ in
        log((row == 0 ? [1.0, 5, 3] : [4, 2, 6]).map { exp($0) }.reduce(0, +))
      }, within: 1e-12)
    expect(x.softmax(1).sum([1]), [2], [1, 1])
  }

  @Test func norms() {
    let v = Tensor([Double](arrayLiteral: 3, -4, 0, 0), shape: [2, 2])
    expect(v.norm([1]), [2], [5, 0])
    expect(v.norm(order: 1), [], [7])
    expect(v.norm(order: .infinity), [], [4])
    expect(v.normalized(), [2, 2], [0.6, -0.8, 0, 0])
  }

  @Test func truth() {
    let truths = Tensor([true, false])
    #expect(truths.any().item() == 1)
    #expect(truths.all().item() == 0)
  }
}
