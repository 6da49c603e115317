/// Points chosen to be spread out evenly.
public enum FarthestPoints {
  /// The numbers of `count` of `points`, or of all if there are fewer.
  ///
  /// First comes the one farthest from the mean, then always the one farthest from those chosen (Gonzalez 1985); of equals
  /// the first is taken.
  public static func chosen(_ count: Int, among points: [SIMD3<Float>]) -> [Int] {
    guard !points.isEmpty, count > 0 else { return [] }
    let mean = points.reduce(SIMD3<Float>.zero, +) / Float(points.count)
    var nearest = points.map { squared($0 - mean) }
    var chosen = [largest(nearest)]
    nearest = Array(repeating: .infinity, count: points.count)
    while chosen.count < min(count, points.count) {
      let last = points[chosen[chosen.count - 1]]
      for index in points.indices { nearest[index] = min(nearest[index], squared(points[index] - last)) }
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
