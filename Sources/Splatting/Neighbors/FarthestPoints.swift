import Tensors

/// Points chosen to be spread out evenly.
public enum FarthestPoints {
  /// The numbers of `count` of `points`, or of all if there are fewer.
  ///
  /// First comes the one farthest from the mean, then always the one farthest from those chosen (Gonzalez 1985); of equals
  /// the first is taken.
  public static func chosen(_ count: Int, among points: [SIMD3<Float>]) -> [Int] {
    guard !points.isEmpty, count > 0 else { return [] }
    let mean = points.reduce(SIMD3<Float>.zero, +) / Float(points.count)
    let first = largest(points.map { squared($0 - mean) })
    return chosen(count, of: points.count, from: first) { squared(points[$0] - points[$1]) }
  }

  /// The numbers of `count` rows of `rows` `[N, D]`: the first row, then always the one farthest from those chosen; all
  /// in their order where there are no more.
  public static func chosen(_ count: Int, amongRows rows: Tensor) -> [Int] {
    let (total, size) = (rows.size(0), rows.size(1))
    guard count < total else { return Array(0..<total) }
    let values = rows.detached().floats()
    return chosen(count, of: total, from: 0) { one, other in
      var sum: Float = 0
      for column in 0..<size {
        let offset = values[one * size + column] - values[other * size + column]
        sum += offset * offset
      }
      return sum
    }
  }

  /// `count` of `total` points, by the squares of their distances.
  private static func chosen(
    _ count: Int, of total: Int, from first: Int, squaredDistance: (Int, Int) -> Float
  ) -> [Int] {
    var chosen = [first]
    var nearest = [Float](repeating: .infinity, count: total)
    while chosen.count < min(count, total) {
      let last = chosen[chosen.count - 1]
      for index in 0..<total { nearest[index] = min(nearest[index], squaredDistance(index, last)) }
      // Points in one place must not be chosen again while others are left.
      for index in chosen { nearest[index] = -1 }
      chosen.append(largest(nearest))
    }
    return chosen
  }

  private static func squared(_ offset: SIMD3<Float>) -> Float { (offset * offset).sum() }

  private static func largest(_ values: [Float]) -> Int {
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return best
  }
}
