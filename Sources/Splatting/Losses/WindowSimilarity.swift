/// The structural similarity of sixteen windows and its derivatives by their means.
///
/// With window means μ of x and y, e of x² + y² and p of xy, the similarity is S = N D / (A B), where A = μx²
/// + μy² + c1, N = 2 μx μy + c1, B = e - μx² - μy² + c2, D = 2 (p - μx μy) + c2.
struct WindowSimilarity {
  /// S.
  let value: Lanes
  /// dS/dμx.
  let byMean: Lanes
  /// dS/de.
  let bySquares: Lanes
  /// dS/dp.
  let byProduct: Lanes

  /// Takes the means of x, y, x² + y² and xy.
  @inline(__always) init(x: Lanes, y: Lanes, squares: Lanes, product: Lanes) {
    let c1 = Lanes(Float(StructuralSimilarity.meanConstant))
    let c2 = Lanes(Float(StructuralSimilarity.varianceConstant))
    let (both, sum) = (x * y, (x * x).adding(y, y))
    let (a, n) = (sum + c1, both + both + c1)
    let covariance = product - both
    let (b, d) = (squares - sum + c2, covariance + covariance + c2)
    let scale = Lanes(1) / (a * b)
    let (byA, byB) = (b * scale, a * scale)
    value = n * d * scale
    bySquares = -(value * byB)
    byProduct = (n + n) * scale
    byMean = (y + y) * (d - n) * scale - (x + x) * value * (byA - byB)
  }
}
