import Foundation
import Tensors

/// Exact nearest neighbours among some hundred vectors of any length, by comparing with all of them.
///
/// For a few hundred vectors this is faster than a tree, and takes more than three dimensions. Equal distances are
/// ordered by the vectors' numbers, so results do not depend on the number of threads.
public struct NearestRows: Sendable {
  /// Vectors that are compared at once.
  private typealias Lanes = SIMD16<Float>
  private static let lanes = Lanes.scalarCount
  private static let queriesAtOnce = 512

  private let count: Int
  private let dimensions: Int
  /// Dimension by dimension, in blocks of ``lanes``; what fills the last block is infinitely far.
  private let blocks: [Lanes]
  private let blockCount: Int
  /// The vectors themselves, for other devices than the processor, where ``blocks`` are none.
  private let rows: Tensor

  /// Queries that are compared at once on other devices: their distances take memory.
  private static let queriesAtOnceElsewhere = 32_768

  /// Looks among the rows of `rows` `[M, D]`, which must be finite.
  public init(_ rows: Tensor) {
    self.rows = rows.detached().to(.float32)
    (count, dimensions) = (rows.size(0), rows.size(1))
    guard rows.device == .cpu else {
      (blocks, blockCount) = ([], 0)
      return
    }
    blockCount = (count + Self.lanes - 1) / Self.lanes
    var blocks = [Lanes](repeating: Lanes(repeating: .infinity), count: blockCount * dimensions)
    let values = rows.floats()
    for row in 0..<count {
      for dimension in 0..<dimensions {
        let block = row / Self.lanes * dimensions + dimension
        blocks[block][row % Self.lanes] = values[row * dimensions + dimension]
      }
    }
    self.blocks = blocks
  }

  /// The numbers of the `number` nearest rows of each query `[N, D]`, nearest first: int64 `[N, number]`.
  ///
  /// There must be at least `number` rows, and 1 or more; both are on one device. Where that is not the processor, equal
  /// distances are in any order.
  public func nearest(_ number: Int, to queries: Tensor) -> Tensor {
    let total = queries.size(0)
    let places = queries.detached().to(.float32).contiguous()
    let result = Tensor.zeros([total, number], .int64, device: queries.device)
    guard total > 0 else { return result }
    guard queries.device == .cpu else { return nearestByTensors(number, to: places) }
    places.withElements(of: Float.self) { places in
      result.withMutableElements(of: Int64.self) { chosen in
        blocks.withUnsafeBufferPointer { blocks in
          // All three are valid until the loop ends; each piece writes rows of its own.
          nonisolated(unsafe) let (places, chosen, blocks) = (places, chosen, blocks)
          let pieces = (total + Self.queriesAtOnce - 1) / Self.queriesAtOnce
          ParallelLoop(threads: LibTorch.threadCount)(pieces) { _, piece in
            var distances = [Float](repeating: 0, count: number)
            for query in piece * Self.queriesAtOnce..<min(total, (piece + 1) * Self.queriesAtOnce) {
              // There is a query, so the buffers have addresses.
              search(
                places.baseAddress! + query * dimensions, blocks, &distances,
                chosen.baseAddress! + query * number)
            }
          }
        }
      }
    }
    return result
  }

  /// Fills `chosen` with as many row numbers as `distances` has places.
  private func nearestByTensors(_ number: Int, to places: Tensor) -> Tensor {
    let total = places.size(0)
    let parts = stride(from: 0, to: total, by: Self.queriesAtOnceElsewhere).map { start in
      let part = places[start..<min(start + Self.queriesAtOnceElsewhere, total)]
      return part.distances(to: rows, exactly: true).top(number, dimension: 1, largest: false).indices
    }
    return .concatenated(parts)
  }

  private func search(
    _ query: UnsafePointer<Float>, _ blocks: UnsafeBufferPointer<Lanes>, _ distances: inout [Float],
    _ chosen: UnsafeMutablePointer<Int64>
  ) {
    for index in distances.indices { distances[index] = .infinity }
    let last = distances.count - 1
    for block in 0..<blockCount {
      var sum = Lanes.zero
      for dimension in 0..<dimensions {
        let difference = blocks[block * dimensions + dimension] - query[dimension]
        sum.addProduct(difference, difference)
      }
      guard any(sum .< distances[last]) else { continue }
      for lane in 0..<Self.lanes where sum[lane] < distances[last] {
        var place = last
        while place > 0, distances[place - 1] > sum[lane] {
          (distances[place], chosen[place]) = (distances[place - 1], chosen[place - 1])
          place -= 1
        }
        (distances[place], chosen[place]) = (sum[lane], Int64(block * Self.lanes + lane))
      }
    }
  }
}
