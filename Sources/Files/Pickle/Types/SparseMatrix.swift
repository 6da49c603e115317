/// A matrix of SciPy that keeps only what is not zero, compressed by columns (`csc`) or by rows (`csr`).
struct SparseMatrix {
  let rows: Int
  let columns: Int
  let byColumns: Bool
  /// Where each column's (row's) values begin, and where the last one's end.
  let starts: [Int]
  /// The row (column) of each value.
  let indices: [Int]
  let values: [Double]

  /// Reads the attributes of SciPy's object.
  init(_ state: PickleValue, byColumns: Bool) throws(PickleProblem) {
    func integers(_ key: String) -> [Int]? { state[key]?.numbers.flatMap { try? $0.integers() } }
    guard let shape = integers("_shape") ?? integers("shape"), shape.count == 2,
      shape.allSatisfy({ $0 >= 0 }),
      let starts = integers("indptr"), let indices = integers("indices"),
      let values = state["data"]?.numbers.flatMap({ try? $0.doubles() })
    else { throw .damaged("a sparse matrix lacks a part") }
    (rows, columns, self.byColumns) = (shape[0], shape[1], byColumns)
    (self.starts, self.indices, self.values) = (starts, indices, values)
    let (outer, inner) = byColumns ? (columns, rows) : (rows, columns)
    guard starts.count == outer + 1, starts.first == 0, let end = starts.last, end <= values.count,
      end <= indices.count, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      indices.prefix(end).allSatisfy({ 0..<inner ~= $0 })
    else { throw .damaged("a sparse matrix has indices outside of it") }
  }

  /// Numbers with the zeros.
  var count: Int { rows.saturatingProduct(columns) }

  /// The matrix with its zeros `[rows, columns]`; values at the same place add up, as SciPy has it.
  func dense(name: String) -> NumPyArray {
    var dense = [Double](repeating: 0, count: count)
    for outer in starts.indices.dropLast() {
      for entry in starts[outer]..<starts[outer + 1] {
        let (row, column) = byColumns ? (indices[entry], outer) : (outer, indices[entry])
        dense[row * columns + column] += values[entry]
      }
    }
    return NumPyArray(dense, shape: [rows, columns], name: name)
  }
}
