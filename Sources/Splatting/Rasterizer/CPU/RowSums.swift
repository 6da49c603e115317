/// One Gaussian's gradients in one tile while they are summed over rows, still spread over sixteen columns.
struct RowSums {
  private let g: PackedGaussian
  private let evaluator: RowEvaluator
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

  @inline(__always) init(_ g: PackedGaussian, _ evaluator: RowEvaluator) {
    self.g = g
    self.evaluator = evaluator
  }

  /// Adds a row's pixels, of which only those in `candidates` may have been contributed to.
  ///
  /// Moves the row's state in `scratch` to before this Gaussian; returns whether any pixel was contributed
  /// to.
  @inline(__always) mutating func add(
    _ row: Int, contributing candidates: SIMDMask<SIMD16<Int32>>, _ scratch: BackwardScratch, planes: Int
  ) -> Bool {
    let dy = Lanes(evaluator.dy(row))
    let logAlpha = evaluator.logAlpha(dy)
    let contributes = (logAlpha .>= Lanes(PackedGaussian.logMinimumAlpha)) .& candidates
    if !contributes.hasTrue { return false }
    let maximum = Lanes(Float(RasterizerConstants.maximumAlpha))
    let free = logAlpha.powerOfTwo.replacing(with: Lanes(0), where: .!contributes)
    let alpha = free.limited(above: maximum)
    let inverse = Lanes(1) / (Lanes(1) - alpha)
    let before = scratch.transmittance[row] * inverse
    scratch.transmittance[row] = before
    let weight = alpha * before
    let product = addPlanes(weight, scratch.upstream + row * planes, scratch, planes: planes)
    let behind = scratch.behind[row]
    scratch.behind[row] = behind.addingProduct(weight, product)
    // A capped opacity does not change with sigma.
    let change = free.replacing(with: Lanes(0), where: free .> maximum)
    addGradient((before * product - behind * inverse) * change, dy)
    return true
  }

  /// Adds the gradients of the planes; returns the sum of the pixels' gradients times the planes.
  @inline(__always) private mutating func addPlanes(
    _ weight: Lanes, _ upstream: UnsafePointer<Lanes>, _ scratch: BackwardScratch, planes: Int
  ) -> Lanes {
    first = first.addingProduct(weight, upstream[0])
    second = second.addingProduct(weight, upstream[1])
    third = third.addingProduct(weight, upstream[2])
    fourth = fourth.addingProduct(weight, upstream[3])
    var product = upstream[0] * Lanes(g.planes.x)
    product = product.addingProduct(upstream[1], Lanes(g.planes.y))
    product = product.addingProduct(upstream[2], Lanes(g.planes.z))
    product = product.addingProduct(upstream[3], Lanes(g.planes.w))
    for plane in 4..<planes {
      product = product.addingProduct(upstream[plane], Lanes(scratch.values[plane]))
      scratch.sums[12 + plane] = scratch.sums[12 + plane].addingProduct(weight, upstream[plane])
    }
    return product
  }

  /// Adds a row's gradient with respect to -sigma.
  @inline(__always) private mutating func addGradient(_ gradient: Lanes, _ dy: Lanes) {
    let gradientY = gradient * dy
    sum += gradient
    sumY += gradientY
    sumYY = sumYY.addingProduct(gradientY, dy)
    let xy = Lanes(g.quadraticXY)
    let slopeX = (xy * dy).addingProduct(Lanes(2 * g.quadraticXX), evaluator.dx)
    let slopeY = (Lanes(2 * g.quadraticYY) * dy).addingProduct(xy, evaluator.dx)
    absoluteX += (gradient * slopeX).magnitudes
    absoluteY += (gradient * slopeY).magnitudes
  }

  /// Writes the sixteen vectors whose lanes' sums are a slot's first vector.
  @inline(__always) func write(to sums: UnsafeMutablePointer<Lanes>) {
    let dx = evaluator.dx
    sums[0] = sum
    sums[1] = sum * dx
    sums[2] = sumY
    sums[3] = sum * dx * dx
    sums[4] = sumY * dx
    sums[5] = sumYY
    sums[6] = absoluteX
    sums[7] = absoluteY
    sums[8] = first
    sums[9] = second
    sums[10] = third
    sums[11] = fourth
    for vacant in 12..<16 { sums[vacant] = Lanes() }
  }
}
