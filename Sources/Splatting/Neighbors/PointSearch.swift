/// A search for the nearest points of a place: the best so far, in order.
struct PointSearch {
  let place: SIMD3<Float>
  /// The number of a point that does not count.
  let excluded: Int32
  private let count: Int
  private let indices: UnsafeMutablePointer<Int32>
  private let distances: UnsafeMutablePointer<Float>
  /// The squared distance that a point must not exceed.
  private(set) var worst = Float.infinity

  /// Writes the best `count`, at least one, to memory whose distances are infinite at first.
  init(
    place: SIMD3<Float>, excluded: Int32, count: Int, indices: UnsafeMutablePointer<Int32>,
    distances: UnsafeMutablePointer<Float>
  ) {
    self.place = place
    self.excluded = excluded
    self.count = count
    self.indices = indices
    self.distances = distances
  }

  /// Takes a point in if it is among the best; of equal distances the smaller number is better.
  mutating func offer(_ index: Int32, _ distance: Float) {
    guard index != excluded, isBetter(index, distance, thanAt: count - 1) else { return }
    var slot = count - 1
    while slot > 0, isBetter(index, distance, thanAt: slot - 1) {
      (indices[slot], distances[slot]) = (indices[slot - 1], distances[slot - 1])
      slot -= 1
    }
    (indices[slot], distances[slot]) = (index, distance)
    worst = distances[count - 1]
  }

  private func isBetter(_ index: Int32, _ distance: Float, thanAt slot: Int) -> Bool {
    // An empty slot has the number -1.
    distance < distances[slot]
      || (distance == distances[slot] && (indices[slot] < 0 || index < indices[slot]))
  }
}
