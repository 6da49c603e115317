import CIntrinsics

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
  /// Whether the sums of absolute values are wanted.
  let wantsAbsolute: Bool

  /// Whether there is a gradient with respect to any plane from the fourth on.
  private var wantsFourth: Bool { planes.count > 4 || (planes.features == 3 && gradients.depth != nil) }

  /// Fills the slots of tile `tile`.
  func propagate(_ tile: Int, scratch base: UnsafeMutablePointer<Lanes>) {
    let scratch = BackwardScratch(base: base, planes: planes.count)
    let start = workspace.tileStarts.pointer[tile]
    let length = workspace.tileStarts.pointer[tile + 1] - start
    let vectors = GradientSlot(planes: planes.count).vectors
    let slots = Slots(workspace.slots.pointer + start * vectors, vectors: vectors)
    let latest = latestContributions(tile)
    let used = Int(latest.max()) + 1
    slots[used].update(repeating: Lanes(), count: (length - used) * vectors)
    if used == 0 { return }
    load(tile, scratch)
    switch (wantsFourth, wantsAbsolute) {
    case (false, false): walk(ThreePlanes.self, tile, latest, scratch, slots)
    case (false, true): walk(ThreePlanesAndAbsolutes.self, tile, latest, scratch, slots)
    case (true, false): walk(AllPlanes.self, tile, latest, scratch, slots)
    case (true, true): walk(AllPlanesAndAbsolutes.self, tile, latest, scratch, slots)
    }
  }

  /// Goes through a tile's Gaussians from the last that contributes to the first.
  private func walk<Wanted: WantedSums>(
    _: Wanted.Type, _ tile: Int, _ latest: SIMD16<Int32>, _ scratch: BackwardScratch, _ slots: Slots
  ) {
    let last = workspace.last.pointer + tile * 16
    let (origin, entries) = (
      grid.origin(tile), workspace.entries.pointer + workspace.tileStarts.pointer[tile]
    )
    let x = Lanes(Float(origin.x) + 0.5) + Lanes.ramp
    let y = Lanes(Float(origin.y) + 0.5) + Lanes.ramp
    let batch = RowBatch(base: scratch.batch, packed: workspace.packed.pointer)
    var begun = BegunRows(latest)
    let used = Int(latest.max()) + 1
    for first in stride(from: (used - 1) / RowBatch.size * RowBatch.size, through: 0, by: -RowBatch.size) {
      let size = min(RowBatch.size, used - first)
      batch.fill(entries + first, count: size, x: Float(origin.x) + 0.5, y: y)
      if first > 0 { batch.prefetch(entries + first - RowBatch.size, count: RowBatch.size) }
      for number in stride(from: size - 1, through: 0, by: -1) {
        let index = first + number
        for plane in 4..<planes.count {
          scratch.values[plane] = planes.value(
            plane, gaussian: Int(entries[index]), depth: batch.gaussians[number].depth)
        }
        accumulate(
          Wanted.self, batch, number, rows: batch.reached[number].bits & begun.rows(at: index),
          top: Float(origin.y), x: x, index: Int32(truncatingIfNeeded: index), last, scratch,
          slot: slots[index])
      }
    }
  }

  /// A tile's slots.
  private struct Slots {
    private let base: UnsafeMutablePointer<Lanes>
    private let vectors: Int

    init(_ base: UnsafeMutablePointer<Lanes>, vectors: Int) {
      self.base = base
      self.vectors = vectors
    }

    @inline(__always) subscript(index: Int) -> UnsafeMutablePointer<Lanes> { base + index * vectors }
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
      if let features = gradients.features?.baseAddress, channels == 3, size.x == 16 {
        hfDeinterleave3(features + pixel * 3, target)
      } else if let features = gradients.features?.baseAddress {
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
  @inline(__always) private func accumulate<Wanted: WantedSums>(
    _: Wanted.Type, _ batch: RowBatch, _ number: Int, rows: UInt32, top: Float, x: Lanes, index: Int32,
    _ last: UnsafePointer<SIMD16<Int32>>, _ scratch: BackwardScratch, slot: UnsafeMutablePointer<Lanes>
  ) {
    let count = planes.count
    let vectors = GradientSlot(planes: count).vectors
    scratch.sums.update(repeating: Lanes(), count: 16 * (vectors - 1))
    let g = batch.gaussians[number]
    var sums = RowSums<Wanted>(g, x: x)
    let dy = top + 0.5 - g.meanY
    var isTouched = false
    var rows = rows
    while rows != 0 {
      let row = rows.trailingZeroBitCount
      rows &= rows &- 1
      let hits = sums.add(
        row, dy: dy + Float(row), logAlpha: { batch.logAlpha(number, row: row, dx: $0) },
        contributing: last[row] .>= SIMD16<Int32>(repeating: index), scratch, planes: count)
      isTouched = isTouched || hits
    }
    guard isTouched else { return slot.update(repeating: Lanes(), count: vectors) }
    slot.pointee = sums.total
    if vectors == 1 { return }
    Lanes.sumLanes(scratch.sums, count: 16 * (vectors - 1))
    (slot + 1).update(from: scratch.sums, count: vectors - 1)
  }
}
