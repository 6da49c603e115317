import Tensors

/// Lists for every tile the Gaussians that reach it, nearest first: a counting sort of (tile, Gaussian) pairs
/// that are made in order of depth.
struct TileBinning {
  let grid: TileGrid
  let workspace: RasterizerWorkspace
  let loop: ParallelLoop

  /// Fills `entries`, `tileStarts`, `places` and `placeStarts` for the first `drawn` of `sorted`.
  func run(_ drawn: Int, of count: Int) {
    let chunks = Chunks(drawn, threads: loop.threads)
    let tiles = grid.count
    workspace.histograms.reserve(chunks.count * tiles)
    workspace.tileStarts.reserve(tiles + 1)
    workspace.scratch.reserve(loop.threads * Staging.size)
    loop(chunks.count) { worker, chunk in countSpans(chunks[chunk], chunk, worker: worker) }
    let total = startPositions(chunks.count)
    startPlaces(count)
    workspace.entries.reserve(total)
    workspace.places.reserve(total)
    loop(chunks.count) { _, chunk in scatter(chunk) }
  }

  /// Finds the spans of a chunk's Gaussians and counts them by tile.
  private func countSpans(_ range: Range<Int>, _ chunk: Int, worker: Int) {
    let histogram = workspace.histograms.pointer + chunk * grid.count
    histogram.update(repeating: 0, count: grid.count)
    let finder = TileSpanFinder(grid)
    let spans = workspace.spans[chunk]
    let (sorted, placeStarts) = (workspace.sorted.pointer, workspace.placeStarts.pointer)
    let staging = Staging(
      base: workspace.scratch.pointer + worker * Staging.size, packed: workspace.packed.pointer)
    var spanCount = 0
    for rank in range {
      let number = (rank - range.lowerBound) % Staging.size
      if number == 0 {
        staging.fill(min(Staging.size, range.upperBound - rank)) { Int(sorted[rank + $0] & 0xffff_ffff) }
      }
      let gaussian = Int(sorted[rank] & 0xffff_ffff)
      var places = 0
      spans.grow(to: spanCount + grid.rows, keeping: spanCount)
      let target = spans.pointer
      finder.forEachSpan(of: staging[number]) { firstTile, tiles in
        target[spanCount] = TileSpan(
          gaussian: UInt32(gaussian), firstTile: UInt32(firstTile), count: UInt32(tiles))
        spanCount += 1
        places += tiles
        for tile in firstTile..<firstTile + tiles { histogram[tile] &+= 1 }
      }
      placeStarts[gaussian] = UInt32(places)
    }
    workspace.spanCounts.pointer[chunk] = spanCount
  }

  /// Turns the chunks' counts into the positions where each chunk's share of each tile begins; returns how
  /// many pairs there are.
  private func startPositions(_ chunks: Int) -> Int {
    let histograms = workspace.histograms.pointer
    var position = 0
    for tile in 0..<grid.count {
      workspace.tileStarts.pointer[tile] = position
      for chunk in 0..<chunks {
        let count = Int(histograms[chunk * grid.count + tile])
        histograms[chunk * grid.count + tile] = UInt32(position)
        position += count
      }
    }
    workspace.tileStarts.pointer[grid.count] = position
    return position
  }

  /// Turns the Gaussians' numbers of tiles into the positions where their places begin.
  private func startPlaces(_ count: Int) {
    let starts = workspace.placeStarts.pointer
    var position: UInt32 = 0
    for gaussian in 0..<count {
      let places = starts[gaussian]
      starts[gaussian] = position
      position &+= places
    }
    starts[count] = position
  }

  /// Writes a chunk's pairs to their tiles, and where they went.
  private func scatter(_ chunk: Int) {
    let next = workspace.histograms.pointer + chunk * grid.count
    let spans = workspace.spans[chunk].pointer
    let (entries, places, starts) = (
      workspace.entries.pointer, workspace.places.pointer, workspace.placeStarts.pointer
    )
    var place = 0
    var previous = UInt32.max
    for index in 0..<workspace.spanCounts.pointer[chunk] {
      let span = spans[index]
      if span.gaussian != previous {
        place = Int(starts[Int(span.gaussian)])
        previous = span.gaussian
      }
      for tile in Int(span.firstTile)..<Int(span.firstTile + span.count) {
        let position = next[tile]
        next[tile] = position &+ 1
        entries[Int(position)] = span.gaussian
        places[place] = position
        place += 1
      }
    }
  }
}
