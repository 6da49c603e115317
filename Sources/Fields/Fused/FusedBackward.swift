import Tensors

/// The backward pass of a deformation network, tile by tile.
///
/// Tiles are cut into at most ``pieces`` pieces with sums of their own, which are added up in order, so that results
/// do not depend on the number of threads.
struct FusedBackward<Arithmetic: NetworkArithmetic>: Sendable {
  private let layout: NetworkLayout
  private let plan: GradientPlan
  private let saved: SavedActivations<Arithmetic>
  private let count: Int
  /// What takes gradients behind each layer to those before it; nothing for the first, the heads' last.
  private let matrices: [PackedMatrix<Arithmetic>?]

  private static var pieces: Int { 16 }

  /// Packs the weights, those of the hidden layers and the heads' (all in one) last.
  init(
    _ layout: NetworkLayout, weights: [UnsafePointer<Float>], saved: SavedActivations<Arithmetic>, count: Int,
    loop: ParallelLoop
  ) {
    self.layout = layout
    self.saved = saved
    self.count = count
    plan = GradientPlan(layout)
    matrices = loop.map(layout.depth + 1) { layer in
      if layer == layout.depth {
        return PackedMatrix(
          weights[layer], lanes: layout.width, laneStride: 1, paddedLanes: layout.paddedWidth,
          numbers: NetworkLayout.headSize, numberStride: layout.width)
      }
      guard let hidden = layout.inputs(of: layer).first(where: { $0.source == .hidden }) else { return nil }
      return PackedMatrix(
        weights[layer] + hidden.columns.lowerBound, lanes: layout.width, laneStride: 1,
        paddedLanes: layout.paddedWidth, numbers: layout.width, numberStride: layout.columns(of: layer))
    }
  }

  /// The sums of all gradients, laid out as ``plan`` says, from those of the heads' values.
  func callAsFunction(_ values: HeadValues, loop: ParallelLoop) -> NetworkMemory<Float> {
    let tiles = Tile.count(of: count)
    let pieces = min(Self.pieces, tiles)
    let sums = NetworkMemory<Float>(pieces * plan.size)
    let scratch = NetworkMemory<Words>(loop.threads * BackwardTile<Arithmetic>.scratchSize(layout))
    loop(pieces) { worker, piece in
      let range = tiles * piece / pieces..<tiles * (piece + 1) / pieces
      for tile in range {
        BackwardTile(
          layout: layout, plan: plan, matrices: matrices, saved: saved, tile: tile,
          range: Tile.range(tile, of: count), sums: sums.pointer + piece * plan.size,
          isFirst: tile == range.lowerBound,
          scratch: scratch.pointer + worker * BackwardTile<Arithmetic>.scratchSize(layout)
        ).run(values)
      }
    }
    add(sums, pieces: pieces, loop)
    return sums
  }

  /// Adds the sums of all pieces to those of the first.
  private func add(_ sums: NetworkMemory<Float>, pieces: Int, _ loop: ParallelLoop) {
    let part = 4096
    loop((plan.size + part - 1) / part) { _, index in
      let start = index * part
      let target = sums.pointer + start
      for piece in 1..<max(1, pieces) {
        let source = target + piece * plan.size
        for number in 0..<min(part, plan.size - start) { target[number] += source[number] }
      }
    }
  }
}
