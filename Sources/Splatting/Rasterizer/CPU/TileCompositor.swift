import CIntrinsics

/// Blends a tile's Gaussians front to back.
///
/// Each Gaussian contributes `w = alpha T` with `alpha = min(0.99, o exp(-sigma))`, left out below 1/255, to
/// a pixel whose transmittance so far is T; then T becomes `T (1 - alpha)`. A pixel is finished before the
/// Gaussian that would take T to 1e-4 or below.
struct TileCompositor {
  let grid: TileGrid
  let workspace: RasterizerWorkspace
  let planes: Planes
  let image: CPURasterImage

  /// Vectors of scratch memory that a worker needs.
  static func scratchSize(planes: Int) -> Int {
    16 + 16 * planes + RowBatch.vectors + (RowBatch.size * planes + 15) / 16
  }

  /// Blends tile `tile` and writes its pixels.
  func compose(_ tile: Int, scratch: UnsafeMutablePointer<Lanes>) {
    let count = planes.count
    let (origin, memory) = (grid.origin(tile), scratch + 16 + 16 * count)
    var rows = BlendedRows(
      thresholds: scratch, transmittance: workspace.transmittance.pointer + tile * 16,
      last: workspace.last.pointer + tile * 16, sums: scratch + 16, planes: count, left: origin.x,
      size: grid.size(tile))
    let start = workspace.tileStarts.pointer[tile]
    let length = workspace.tileStarts.pointer[tile + 1] - start
    let entries = workspace.entries.pointer + start
    let y = Lanes(Float(origin.y) + 0.5) + Lanes.ramp
    let batch = RowBatch(base: memory, packed: workspace.packed.pointer)
    let extras = UnsafeMutableRawPointer(memory + RowBatch.vectors).assumingMemoryBound(to: Float.self)
    for first in stride(from: 0, to: length, by: RowBatch.size) {
      let size = min(RowBatch.size, length - first)
      batch.fill(entries + first, count: size, x: Float(origin.x) + 0.5, y: y)
      var reached = SIMD16<UInt32>()
      for number in 0..<size {
        reached |= batch.reached[number].words & SIMD16<UInt32>(repeating: 1 << UInt32(number))
      }
      for number in 0..<size where count > 4 {
        let (gaussian, depth) = (Int(entries[first + number]), batch.gaussians[number].depth)
        for plane in 4..<count {
          extras[number * count + plane] = planes.value(plane, gaussian: gaussian, depth: depth)
        }
      }
      batch.prefetch(entries + first + size, count: min(RowBatch.size, length - first - size))
      rows.add(batch, reached: reached, first: Int32(first), extras: extras)
      if rows.alive == 0 { break }
    }
    write(tile, UnsafeRawPointer(rows.sums).assumingMemoryBound(to: Float.self))
  }

  private func write(_ tile: Int, _ sums: UnsafePointer<Float>) {
    let (origin, size, channels) = (grid.origin(tile), grid.size(tile), planes.features)
    let transmittance = UnsafeRawPointer(workspace.transmittance.pointer + tile * 16)
      .assumingMemoryBound(to: Float.self)
    for row in 0..<size.y {
      let pixel = (origin.y + row) * grid.width + origin.x
      let sum = sums + row * planes.count * 16
      // The camera has pixels, so the buffers have addresses.
      let features = image.features.baseAddress! + pixel * channels
      if channels == 3, size.x == 16 {
        let row = UnsafeRawPointer(sum).assumingMemoryBound(to: Lanes.self)
        hfInterleave3(row[0], row[1], row[2], features)
      } else {
        for channel in 0..<channels {
          for x in 0..<size.x { features[x * channels + channel] = sum[channel * 16 + x] }
        }
      }
      for x in 0..<size.x {
        image.depth[pixel + x] = sum[channels * 16 + x]
        image.alpha[pixel + x] = 1 - transmittance[row * 16 + x]
      }
    }
  }
}
