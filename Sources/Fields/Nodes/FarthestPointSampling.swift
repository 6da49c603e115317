import Tensors

/// Choosing a few points that are spread evenly over many.
public enum FarthestPointSampling {
  /// The numbers of `count` rows of `points` `[N, D]`: the first row, then again and again the one that is farthest from
  /// all chosen so far (Eldar and others 1997); all rows where there are no more.
  public static func rows(_ count: Int, of points: Tensor) -> [Int] {
    let total = points.size(0)
    guard count < total else { return Array(0..<total) }
    return withoutGradients {
      let points = points.detached()
      var chosen = [0]
      var distances = (points - points[0]).squared().sum([-1])
      while chosen.count < count {
        let farthest = Int(distances.argmax(0).item())
        chosen.append(farthest)
        distances = distances.minimum((points - points[.at(farthest)]).squared().sum([-1]))
      }
      return chosen
    }
  }
}
