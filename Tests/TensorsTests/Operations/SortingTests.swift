import Tensors
import Testing

@Suite struct SortingTests {
  private let x = Tensor([Float](arrayLiteral: 3, 1, 2, 1, 9, -4), shape: [2, 3])

  @Test func sorting() {
    let (values, indices) = x.sorted()
    expect(values, [2, 3], [1, 2, 3, -4, 1, 9])
    #expect(indices.elements(as: Int64.self) == [1, 2, 0, 2, 0, 1])
    expect(x.sorted(0, descending: true).values, [2, 3], [3, 9, 2, 1, 1, -4])
  }

  @Test func equalElementsKeepTheirOrder() {
    let ties = Tensor([Float](arrayLiteral: 1, 0, 1, 0, 1))
    #expect(ties.argsorted().elements(as: Int64.self) == [1, 3, 0, 2, 4])
    #expect(ties.argsorted(descending: true).elements(as: Int64.self) == [0, 2, 4, 1, 3])
  }

  @Test func largestAndSmallest() {
    let (values, indices) = x.top(2)
    expect(values, [2, 2], [3, 2, 9, 1])
    #expect(indices.elements(as: Int64.self) == [0, 2, 1, 0])
    expect(x.top(1, dimension: 0, largest: false).values, [1, 3], [1, 1, -4])
  }
}
