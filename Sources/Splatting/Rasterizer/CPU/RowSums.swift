import CIntrinsics

/// One Gaussian's gradients in one tile while they are summed over rows, still spread over sixteen columns.
struct RowSums<Wanted: WantedSums> {
  private let g: PackedGaussian
  /// Pixel centres minus the mean, along x.
  private let dx: Lanes
  /// With respect to -sigma: its sum, and those with the factors dy and dy^2.
  private var sum = Lanes()
  private var sumY = Lanes()
  private var sumYY = Lanes()
  /// Absolute values of the pixels' shares of the gradient by the position on screen, in base-2 logarithms.
  private var absoluteX = Lanes()
  private var absoluteY = Lanes()
  /// With respect to the first four planes.
  private var first = Lanes()
  private var second = Lanes()
  private var third = Lanes()
  private var fourth = Lanes()

  @inline(__always) init(_ g: PackedGaussian, x: Lanes) {
    self.g = g
    dx = x - Lanes(g.meanX)
  }

  /// Adds a row's pixels, of which only those in `candidates` may have been contributed to.
  ///
  /// Moves the row's state in `scratch` to before this Gaussian; returns whether any pixel was contributed
  /// to.
  @inline(__always) mutating func add(
    _ row: Int, dy: Float, logAlpha: (_ dx: Lanes) -> Lanes, contributing candidates: SIMDMask<SIMD16<Int32>>,
    _ scratch: BackwardScratch, planes: Int
  ) -> Bool {
    let logAlpha = logAlpha(dx)
    let contributes = (logAlpha .>= Lanes(PackedGaussian.logMinimumAlpha)) .& candidates
    if !contributes.hasTrue { return false }
    let maximum = Lanes(Float(RasterizerConstants.maximumAlpha))
    let free = logAlpha.powerOfTwo.replacing(with: Lanes(0), where: .!contributes)
    let alpha = free.limited(above: maximum)
    let inverse = (Lanes(1) - alpha).reciprocal
    let before = scratch.transmittance[row] * inverse
    scratch.transmittance[row] = before
    let weight = alpha * before
    let product = addPlanes(weight, scratch.upstream + row * planes, scratch, planes: planes)
    let behind = scratch.behind[row]
    scratch.behind[row] = behind.adding(weight, product)
    // A capped opacity does not change with sigma.
    let change = free.replacing(with: Lanes(0), where: free .> maximum)
    addGradient((before * product - behind * inverse) * change, Lanes(dy))
    return true
  }

  /// Adds the gradients of the planes; returns the sum of the pixels' gradients times the planes.
  @inline(__always) private mutating func addPlanes(
    _ weight: Lanes, _ upstream: UnsafePointer<Lanes>, _ scratch: BackwardScratch, planes: Int
  ) -> Lanes {
    first = first.adding(weight, upstream[0])
    second = second.adding(weight, upstream[1])
    third = third.adding(weight, upstream[2])
    var product = upstream[0] * Lanes(g.planes.x)
    product = product.adding(upstream[1], Lanes(g.planes.y))
    product = product.adding(upstream[2], Lanes(g.planes.z))
    guard Wanted.fourth else { return product }
    fourth = fourth.adding(weight, upstream[3])
    product = product.adding(upstream[3], Lanes(g.planes.w))
    for plane in 4..<planes {
      product = product.adding(upstream[plane], Lanes(scratch.values[plane]))
      scratch.sums[plane - 4] = scratch.sums[plane - 4].adding(weight, upstream[plane])
    }
    return product
  }

  /// Adds a row's gradient with respect to -sigma.
  @inline(__always) private mutating func addGradient(_ gradient: Lanes, _ dy: Lanes) {
    let gradientY = gradient * dy
    sum += gradient
    sumY += gradientY
    sumYY = sumYY.adding(gradientY, dy)
    guard Wanted.absolute else { return }
    let xy = Lanes(g.quadraticXY)
    let slopeX = (xy * dy).adding(Lanes(2 * g.quadraticXX), dx)
    let slopeY = (Lanes(2 * g.quadraticYY) * dy).adding(xy, dx)
    absoluteX += (gradient * slopeX).magnitudes
    absoluteY += (gradient * slopeY).magnitudes
  }

  /// The lanes' sums, as in a slot's first vector.
  @inline(__always) var total: Lanes {
    let sumX = sum * dx
    let zero = Lanes()
    return Lanes(
      lowHalf: hfLaneSums8(sum, sumX, sumY, sumX * dx, sumY * dx, sumYY, absoluteX, absoluteY),
      highHalf: hfLaneSums8(first, second, third, fourth, zero, zero, zero, zero))
  }
}
