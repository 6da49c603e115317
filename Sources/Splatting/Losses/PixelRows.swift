/// The memory of an interleaved image, read and written sixteen numbers at a time.
///
/// `@unchecked Sendable`: who makes one sees to it that threads write to rows and columns of their own and
/// that the memory outlives their work.
struct PixelRows: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Float>
  /// Numbers of a row.
  let length: Int

  init(_ base: UnsafeMutablePointer<Float>, length: Int) {
    self.base = base
    self.length = length
  }

  /// Sixteen numbers from `column` on, which may lie outside the row: there they are zero.
  @inline(__always) func vector(_ row: Int, _ column: Int) -> Lanes {
    let start = base + row * length
    if column >= 0, column + 16 <= length { return Lanes(unaligned: start + column) }
    var lanes = Lanes()
    for index in max(0, column)..<max(0, column, min(length, column + 16)) {
      lanes[index - column] = start[index]
    }
    return lanes
  }

  /// Writes sixteen numbers from `column` on, as far as they lie inside the row.
  @inline(__always) func store(_ lanes: Lanes, _ row: Int, _ column: Int) {
    let start = base + row * length
    if column + 16 <= length { return lanes.store(to: start + column) }
    for index in column..<max(column, length) { start[index] = lanes[index - column] }
  }
}
