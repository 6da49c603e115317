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
  static func scratchSize(planes: Int) -> Int { 16 + 16 * planes + Staging.size + (planes + 15) / 16 }

  /// Blends tile `tile` and writes its pixels.
  func compose(_ tile: Int, scratch: UnsafeMutablePointer<Lanes>) {
    let count = planes.count
    let staging = scratch + 16 + 16 * count
    var rows = BlendedRows(
      thresholds: scratch, transmittance: workspace.transmittance.pointer + tile * 16,
      last: workspace.last.pointer + tile * 16, sums: scratch + 16, planes: count, size: grid.size(tile))
    blend(
      tile, &rows, Staging(base: staging, packed: workspace.packed.pointer),
      extras: UnsafeMutableRawPointer(staging + Staging.size).assumingMemoryBound(to: Float.self))
    write(tile, UnsafeRawPointer(rows.sums).assumingMemoryBound(to: Float.self))
  }

  private func blend(
    _ tile: Int, _ blended: inout BlendedRows, _ staging: Staging, extras: UnsafeMutablePointer<Float>
  ) {
    let origin = grid.origin(tile)
    let (x, top) = (Lanes(Float(origin.x) + 0.5) + Lanes.ramp, Float(origin.y))
    let start = workspace.tileStarts.pointer[tile]
    let length = workspace.tileStarts.pointer[tile + 1] - start
    let entries = workspace.entries.pointer + start
    for index in 0..<length {
      if index % Staging.size == 0 {
        staging.fill(min(Staging.size, length - index)) { Int(entries[index + $0]) }
      }
      let g = staging[index % Staging.size]
      let rows = RowEvaluator.rows(g, top: top) & blended.alive
      if rows == 0 { continue }
      for plane in 4..<planes.count {
        extras[plane] = planes.value(plane, gaussian: Int(entries[index]), depth: g.depth)
      }
      blended.add(g, RowEvaluator(g, x: x, top: top), rows: rows, index: Int32(index), extras)
      if blended.alive == 0 { break }
    }
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
      for channel in 0..<channels {
        for x in 0..<size.x { features[x * channels + channel] = sum[channel * 16 + x] }
      }
      for x in 0..<size.x {
        image.depth[pixel + x] = sum[channels * 16 + x]
        image.alpha[pixel + x] = 1 - transmittance[row * 16 + x]
      }
    }
  }
}
