/// The structural similarity of sixteen windows and its derivatives by their means; see ``PhotometryPass``.
struct WindowSimilarity {
  /// S.
  let value: Lanes
  /// dS/dμx.
  let byMean: Lanes
  /// dS/de.
  let bySquares: Lanes
  /// dS/dp.
  let byProduct: Lanes

  /// Takes the means of x, y, x² + y² and xy, `stride` numbers apart.
  @inline(__always) init(_ means: UnsafePointer<Float>, stride: Int) {
    let x = Lanes(unaligned: means)
    let y = Lanes(unaligned: means + stride)
    let squares = Lanes(unaligned: means + 2 * stride)
    let product = Lanes(unaligned: means + 3 * stride)
    let c1 = Lanes(Float(StructuralSimilarity.meanConstant))
    let c2 = Lanes(Float(StructuralSimilarity.varianceConstant))
    let (both, sum) = (x * y, (x * x).addingProduct(y, y))
    let (a, n) = (sum + c1, both + both + c1)
    let covariance = product - both
    let (b, d) = (squares - sum + c2, covariance + covariance + c2)
    let (byA, byB) = (Lanes(1) / a, Lanes(1) / b)
    let scale = byA * byB
    value = n * d * scale
    bySquares = -(value * byB)
    byProduct = (n + n) * scale
    byMean = (y + y) * (d - n) * scale - (x + x) * value * (byA - byB)
  }
}
