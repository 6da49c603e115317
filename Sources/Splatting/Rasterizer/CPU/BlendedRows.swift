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
  /// The pixel centres of the tile's columns.
  private let x: Lanes

  /// Starts with empty pixels, of which `size` columns and rows lie in the image, in the memory given.
  init(
    thresholds: UnsafeMutablePointer<Lanes>, transmittance: UnsafeMutablePointer<Lanes>,
    last: UnsafeMutablePointer<SIMD16<Int32>>, sums: UnsafeMutablePointer<Lanes>, planes: Int,
    left: Int, size: (x: Int, y: Int)
  ) {
    self.thresholds = thresholds
    self.transmittance = transmittance
    self.last = last
    self.sums = sums
    self.planes = planes
    x = Lanes(Float(left) + 0.5) + Lanes.ramp
    alive = (1 << UInt32(size.y)) &- 1
    sums.update(repeating: Lanes(), count: 16 * planes)
    transmittance.update(repeating: Lanes(1), count: 16)
    last.update(repeating: SIMD16<Int32>(repeating: -1), count: 16)
    let outside = Lanes.ramp .>= Lanes(Float(size.x))
    thresholds.update(
      repeating: Lanes(PackedGaussian.logMinimumAlpha).replacing(with: Lanes(.infinity), where: outside),
      count: 16)
  }

  /// Blends a batch whose first Gaussian is the tile's number `first`.
  ///
  /// - Parameters:
  ///   - reached: by row, the Gaussians that may contribute to it, as bits.
  ///   - extras: the Gaussians' planes from the fifth on, as many numbers apart as there are planes.
  @inline(__always) mutating func add(
    _ batch: RowBatch, reached: SIMD16<UInt32>, first: Int32, extras: UnsafePointer<Float>
  ) {
    var rows = alive
    while rows != 0 {
      let row = rows.trailingZeroBitCount
      rows &= rows &- 1
      if add(batch, row: row, reached: reached[row], first: first, extras: extras) {
        alive &= ~(1 << UInt32(row))
      }
    }
  }

  /// Blends Gaussians given as bits into one row, whose pixels stay in registers meanwhile; returns whether that
  /// finishes it.
  @inline(__always) private func add(
    _ batch: RowBatch, row: Int, reached: UInt32, first: Int32, extras: UnsafePointer<Float>
  ) -> Bool {
    var bits = reached
    if bits == 0 { return false }
    let sum = sums + row * planes
    var threshold = thresholds[row]
    var before = transmittance[row]
    var latest = last[row]
    var (sum0, sum1, sum2, sum3) = (sum[0], sum[1], sum[2], sum[3])
    var isFinished = false
    while bits != 0 {
      let number = bits.trailingZeroBitCount
      bits &= bits &- 1
      let g = batch.gaussians + number
      let logAlpha = batch.logAlpha(number, row: row, dx: x - Lanes(g.pointee.meanX))
      var contributes = logAlpha .>= threshold
      if !contributes.hasTrue { continue }
      var weight =
        before
        * logAlpha.powerOfTwo.limited(above: Lanes(Float(RasterizerConstants.maximumAlpha)))
        .replacing(with: Lanes(0), where: .!contributes)
      var after = before - weight
      let stops = after .<= Lanes(Float(RasterizerConstants.minimumTransmittance))
      if stops.hasTrue {
        threshold = threshold.replacing(with: Lanes(.infinity), where: stops)
        contributes = contributes .& .!stops
        weight = weight.replacing(with: Lanes(0), where: stops)
        after = before - weight
        if !(threshold .< Lanes(.infinity)).hasTrue {
          isFinished = true
          bits = 0
        }
      }
      before = after
      latest = latest.replacing(
        with: SIMD16<Int32>(repeating: first + Int32(truncatingIfNeeded: number)), where: contributes)
      let planes = g.pointee.planes
      sum0 = sum0.adding(weight, Lanes(planes.x))
      sum1 = sum1.adding(weight, Lanes(planes.y))
      sum2 = sum2.adding(weight, Lanes(planes.z))
      sum3 = sum3.adding(weight, Lanes(planes.w))
      for plane in 4..<self.planes {
        sum[plane] = sum[plane].adding(weight, Lanes(extras[number * self.planes + plane]))
      }
    }
    thresholds[row] = threshold
    transmittance[row] = before
    last[row] = latest
    (sum[0], sum[1], sum[2], sum[3]) = (sum0, sum1, sum2, sum3)
    return isFinished
  }
}
