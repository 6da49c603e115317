/// Dense motion between two images: Lucas and Kanade's (1981) least squares over windows, from coarse to fine
/// (Bouguet 2001).
struct OpticalFlow: Sendable {
  private let first: [GreyPlane]
  private let second: [GreyPlane]
  private static let radius = 3
  private static let iterations = 3

  /// Pyramids of two images of the same size.
  init(from first: WorkingImage, to second: WorkingImage) {
    self.first = GreyPlane.pyramid(first)
    self.second = GreyPlane.pyramid(second)
  }

  /// The motion of every pixel of the first image, at the size of the images.
  func field() -> FlowField {
    var flow: FlowField?
    for level in first.indices.reversed() {
      let (a, b) = (first[level], second[level])
      var start =
        flow?.enlarged(width: a.width, height: a.height)
        ?? FlowField(width: a.width, height: a.height, vectors: Array(repeating: .zero, count: a.count))
      refine(&start, a, b)
      flow = start
    }
    return flow!  // A pyramid has a level at least.
  }

  private func refine(_ flow: inout FlowField, _ a: GreyPlane, _ b: GreyPlane) {
    let box = BoxFilter(width: a.width, height: a.height, radius: Self.radius)
    let (gx, gy) = a.gradients()
    let count = a.count
    func product(_ u: [Float], _ v: [Float]) -> [Float] {
      [Float](unsafeUninitializedCapacity: count) { out, n in
        for i in 0..<count { out[i] = u[i] * v[i] }
        n = count
      }
    }
    let (xx, xy, yy) = (box.means(product(gx, gx)), box.means(product(gx, gy)), box.means(product(gy, gy)))
    let damping: Float = 2
    for _ in 0..<Self.iterations {
      let residual = a.residuals(of: b, along: flow)
      let (bx, by) = (box.means(product(gx, residual)), box.means(product(gy, residual)))
      for i in 0..<count {
        let (p, q, r) = (xx[i] + damping, xy[i], yy[i] + damping)
        let determinant = p * r - q * q
        let step = SIMD2(r * bx[i] - q * by[i], p * by[i] - q * bx[i]) / determinant
        flow.vectors[i] += step.clamped(lowerBound: SIMD2(repeating: -2), upperBound: SIMD2(repeating: 2))
      }
      smooth(&flow, xx, xy, yy)
    }
  }

  /// Replaces vectors by means over windows in which those count most that the image determines well.
  private func smooth(_ flow: inout FlowField, _ xx: [Float], _ xy: [Float], _ yy: [Float]) {
    let count = flow.vectors.count
    let box = BoxFilter(width: flow.width, height: flow.height, radius: 2)
    var (weights, xs, ys) = (
      [Float](repeating: 0, count: count), [Float](repeating: 0, count: count),
      [Float](repeating: 0, count: count)
    )
    for i in 0..<count {
      // The smaller eigenvalue of the structure tensor.
      let half = (xx[i] + yy[i]) / 2
      let root = ((xx[i] - yy[i]) * (xx[i] - yy[i]) / 4 + xy[i] * xy[i]).squareRoot()
      weights[i] = max(0, half - root) + 0.3
      xs[i] = weights[i] * flow.vectors[i].x
      ys[i] = weights[i] * flow.vectors[i].y
    }
    let (w, x, y) = (box.means(weights), box.means(xs), box.means(ys))
    for i in 0..<count { flow.vectors[i] = SIMD2(x[i], y[i]) / w[i] }
  }
}
