/// A range cut into as many nearly equal pieces as keep all threads busy.
struct Chunks {
  /// The most pieces there are.
  static let limit = 64
  private static let smallest = 2048

  let count: Int
  private let total: Int

  init(_ total: Int, threads: Int) {
    self.total = total
    count = max(1, min(Self.limit, threads * 4, total / Self.smallest))
  }

  /// The piece with this number.
  subscript(chunk: Int) -> Range<Int> { total * chunk / count..<total * (chunk + 1) / count }
}
