/// Takes the gradient of a tile's pixels back to its Gaussians, last to first.
///
/// From the final transmittance, each step divides by 1 - alpha to get the transmittance T before a Gaussian.
/// With v the pixel's gradient, c the Gaussian's planes and `S = sum over those behind of w (c . v) - v_alpha
/// T_final`, `dL/dalpha = T (c . v) - S / (1 - alpha)`.
struct TileBackpropagator {
  let grid: TileGrid
  let workspace: RasterizerWorkspace
  let planes: Planes
  let gradients: CPUImageGradients

  /// Fills the slots of tile `tile`.
  func propagate(_ tile: Int, scratch base: UnsafeMutablePointer<Lanes>) {
    let scratch = BackwardScratch(base: base, planes: planes.count)
    let start = workspace.tileStarts.pointer[tile]
    let length = workspace.tileStarts.pointer[tile + 1] - start
    let vectors = GradientSlot(planes: planes.count).vectors
    let slots = workspace.slots.pointer + start * vectors
    let latest = latestContributions(tile)
    let used = Int(latest.max()) + 1
    (slots + used * vectors).update(repeating: Lanes(), count: (length - used) * vectors)
    if used == 0 { return }
    load(tile, scratch)
    let last = workspace.last.pointer + tile * 16
    let (origin, entries) = (grid.origin(tile), workspace.entries.pointer + start)
    let x = Lanes(Float(origin.x) + 0.5) + Lanes.ramp
    let staging = Staging(base: scratch.staging, packed: workspace.packed.pointer)
    var begun = BegunRows(latest)
    for index in stride(from: used - 1, through: 0, by: -1) {
      let number = (used - 1 - index) % Staging.size
      if number == 0 { staging.fill(min(Staging.size, index + 1)) { Int(entries[index - $0]) } }
      let g = staging[number]
      for plane in 4..<planes.count {
        scratch.values[plane] = planes.value(plane, gaussian: Int(entries[index]), depth: g.depth)
      }
      accumulate(
        g, rows: RowEvaluator.rows(g, top: Float(origin.y)) & begun.rows(at: index),
        evaluator: RowEvaluator(g, x: x, top: Float(origin.y)), index: Int32(index), last,
        scratch, slot: slots + index * vectors)
    }
  }

  /// The rows, as bits, in which the walk from back to front has come to the last Gaussian that contributes.
  private struct BegunRows {
    private let latest: SIMD16<Int32>
    private var rows: UInt32 = 0
    /// The place at which the next rows begin.
    private var next: Int

    init(_ latest: SIMD16<Int32>) {
      self.latest = latest
      next = Int(latest.max())
    }

    /// The rows begun at `index`; calls must go from back to front.
    @inline(__always) mutating func rows(at index: Int) -> UInt32 {
      if index <= next { advance(to: index) }
      return rows
    }

    private mutating func advance(to index: Int) {
      next = -1
      for row in 0..<16 {
        if Int(latest[row]) >= index { rows |= 1 << UInt32(row) } else { next = max(next, Int(latest[row])) }
      }
    }
  }

  /// By row of `tile`, the place of the last Gaussian that contributes to it, -1 where none does.
  private func latestContributions(_ tile: Int) -> SIMD16<Int32> {
    let last = UnsafeRawPointer(workspace.last.pointer + tile * 16).assumingMemoryBound(to: Int32.self)
    var rows = SIMD16<Int32>()
    for row in 0..<16 {
      var latest: Int32 = -1
      for x in 0..<16 { latest = max(latest, last[row * 16 + x]) }
      rows[row] = latest
    }
    return rows
  }

  /// Reads the gradients of the tile's pixels, zero outside the image, and what the forward pass left.
  private func load(_ tile: Int, _ scratch: BackwardScratch) {
    let (origin, size, channels) = (grid.origin(tile), grid.size(tile), planes.features)
    let count = planes.count
    scratch.upstream.update(repeating: Lanes(), count: 16 * count)
    scratch.behind.update(repeating: Lanes(), count: 16)
    scratch.transmittance.update(from: workspace.transmittance.pointer + tile * 16, count: 16)
    for row in 0..<size.y {
      let pixel = (origin.y + row) * grid.width + origin.x
      let target = UnsafeMutableRawPointer(scratch.upstream + row * count).assumingMemoryBound(to: Float.self)
      if let features = gradients.features?.baseAddress {
        for channel in 0..<channels {
          for x in 0..<size.x { target[channel * 16 + x] = features[(pixel + x) * channels + channel] }
        }
      }
      if let depth = gradients.depth?.baseAddress {
        for x in 0..<size.x { target[channels * 16 + x] = depth[pixel + x] }
      }
      if let alpha = gradients.alpha?.baseAddress {
        var share = Lanes()
        for x in 0..<size.x { share[x] = -alpha[pixel + x] }
        scratch.behind[row] = share * scratch.transmittance[row]
      }
    }
  }

  /// Adds up a Gaussian's gradients over the rows given as bits and writes them to its slot.
  @inline(__always) private func accumulate(
    _ g: PackedGaussian, rows: UInt32, evaluator: RowEvaluator, index: Int32,
    _ last: UnsafePointer<SIMD16<Int32>>, _ scratch: BackwardScratch, slot: UnsafeMutablePointer<Lanes>
  ) {
    let count = planes.count
    let vectors = GradientSlot(planes: count).vectors
    for plane in 4..<count { scratch.sums[12 + plane] = Lanes() }
    var sums = RowSums(g, evaluator)
    var isTouched = false
    var rows = rows
    while rows != 0 {
      let row = rows.trailingZeroBitCount
      rows &= rows &- 1
      let hits = sums.add(
        row, contributing: last[row] .>= SIMD16<Int32>(repeating: index), scratch, planes: count)
      isTouched = isTouched || hits
    }
    guard isTouched else { return slot.update(repeating: Lanes(), count: vectors) }
    sums.write(to: scratch.sums)
    for vacant in 12 + count..<16 * vectors where vectors > 1 { scratch.sums[vacant] = Lanes() }
    Lanes.sumLanes(scratch.sums, count: 16 * vectors)
    slot.update(from: scratch.sums, count: vectors)
  }
}
