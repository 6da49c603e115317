/// A tile's pixels while Gaussians are blended into them, a row's sixteen at a time.
struct BlendedRows {
  /// By row and plane: what has been blended.
  let sums: UnsafeMutablePointer<Lanes>
  /// The rows, as bits, with pixels that are not finished.
  private(set) var alive: UInt32
  /// By row: the logarithm of the least opacity that contributes; infinity for a pixel that is finished or
  /// outside the image.
  private let thresholds: UnsafeMutablePointer<Lanes>
  private let transmittance: UnsafeMutablePointer<Lanes>
  /// By row: the place of the last Gaussian that contributes, -1 for none.
  private let last: UnsafeMutablePointer<SIMD16<Int32>>
  private let planes: Int

  /// Starts with empty pixels, of which `size` columns and rows lie in the image, in the memory given.
  init(
    thresholds: UnsafeMutablePointer<Lanes>, transmittance: UnsafeMutablePointer<Lanes>,
    last: UnsafeMutablePointer<SIMD16<Int32>>, sums: UnsafeMutablePointer<Lanes>, planes: Int,
    size: (x: Int, y: Int)
  ) {
    self.thresholds = thresholds
    self.transmittance = transmittance
    self.last = last
    self.sums = sums
    self.planes = planes
    alive = (1 << UInt32(size.y)) &- 1
    sums.update(repeating: Lanes(), count: 16 * planes)
    transmittance.update(repeating: Lanes(1), count: 16)
    last.update(repeating: SIMD16<Int32>(repeating: -1), count: 16)
    let outside = Lanes.ramp .>= Lanes(Float(size.x))
    thresholds.update(
      repeating: Lanes(PackedGaussian.logMinimumAlpha).replacing(with: Lanes(.infinity), where: outside),
      count: 16)
  }

  /// Blends a Gaussian, the tile's number `index`, into the rows given as bits; `extras` are its planes from
  /// the fifth on, by plane.
  @inline(__always) mutating func add(
    _ g: PackedGaussian, _ evaluator: RowEvaluator, rows: UInt32, index: Int32, _ extras: UnsafePointer<Float>
  ) {
    var rows = rows
    while rows != 0 {
      let row = rows.trailingZeroBitCount
      rows &= rows &- 1
      if add(g, evaluator, row: row, index: index, extras) { alive &= ~(1 << UInt32(row)) }
    }
  }

  /// Blends a Gaussian into one row; returns whether that finishes the row.
  @inline(__always) private func add(
    _ g: PackedGaussian, _ evaluator: RowEvaluator, row: Int, index: Int32, _ extras: UnsafePointer<Float>
  ) -> Bool {
    let logAlpha = evaluator.logAlpha(Lanes(evaluator.dy(row)))
    var contributes = logAlpha .>= thresholds[row]
    if !contributes.hasTrue { return false }
    let before = transmittance[row]
    var alpha = logAlpha.powerOfTwo.limited(above: Lanes(Float(RasterizerConstants.maximumAlpha)))
      .replacing(with: Lanes(0), where: .!contributes)
    var after = before - before * alpha
    var isFinished = false
    let stops = after .<= Lanes(Float(RasterizerConstants.minimumTransmittance))
    if stops.hasTrue {
      let threshold = thresholds[row].replacing(with: Lanes(.infinity), where: stops)
      thresholds[row] = threshold
      isFinished = !(threshold .< Lanes(.infinity)).hasTrue
      contributes = contributes .& .!stops
      alpha = alpha.replacing(with: Lanes(0), where: stops)
      after = before - before * alpha
    }
    transmittance[row] = after
    last[row] = last[row].replacing(with: SIMD16<Int32>(repeating: index), where: contributes)
    let weight = before * alpha
    let sum = sums + row * planes
    sum[0] = sum[0].addingProduct(weight, Lanes(g.planes.x))
    sum[1] = sum[1].addingProduct(weight, Lanes(g.planes.y))
    sum[2] = sum[2].addingProduct(weight, Lanes(g.planes.z))
    sum[3] = sum[3].addingProduct(weight, Lanes(g.planes.w))
    for plane in 4..<planes { sum[plane] = sum[plane].addingProduct(weight, Lanes(extras[plane])) }
    return isFinished
  }
}
