import Fields
import Tensors
import Testing

@Suite struct NearestRowsTests {
  /// The numbers of the nearest rows by sorting all distances.
  private func sorted(_ rows: Tensor, _ queries: Tensor, _ number: Int) -> [Int64] {
    let (dimensions, count) = (rows.size(1), rows.size(0))
    let (a, b) = (rows.floats(), queries.floats())
    return (0..<queries.size(0)).flatMap { query in
      let distances = (0..<count).map { row in
        (0..<dimensions).reduce(Float(0)) { sum, dimension in
          let difference = a[row * dimensions + dimension] - b[query * dimensions + dimension]
          return sum + difference * difference
        }
      }
      return (0..<count).sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(number).map(Int64.init)
    }
  }

  @Test(arguments: [(1, 3, 1), (15, 3, 2), (16, 5, 3), (17, 11, 3), (100, 4, 10), (40, 3, 40)])
  func equalsSorting(_ count: Int, _ dimensions: Int, _ number: Int) {
    let generator = RandomGenerator(seed: 5)
    let rows = Tensor.randomNormal([count, dimensions], generator: generator)
    let queries = Tensor.randomNormal([1100, dimensions], generator: generator)
    let found = NearestRows(rows).nearest(number, to: queries)
    #expect(found.shape == [1100, number])
    #expect(found.elements(as: Int64.self) == sorted(rows, queries, number))
  }

  @Test func equalDistancesAreInTheRowsOrder() {
    let rows = Tensor([1, -1, 1, 5] as [Float], shape: [4, 1])
    #expect(NearestRows(rows).nearest(3, to: .zeros([1, 1])).elements(as: Int64.self) == [0, 1, 2])
  }

  @Test func noQueriesGiveNoRows() {
    #expect(NearestRows(.zeros([3, 2])).nearest(2, to: .zeros([0, 2])).shape == [0, 2])
  }
}
