import Foundation
import Tensors

/// Exact nearest neighbours among points in space, by a balanced k-d tree (Bentley 1975) with leaves of up to
/// sixteen points, which are compared at once.
///
/// Equal distances are ordered by the points' numbers, so results do not depend on the number of threads.
public struct NearestNeighbors: Sendable {
  /// How many points there are.
  public let count: Int
  private let tree: PointTree
  private let threads: Int

  private static let queriesAtOnce = 512

  /// Sorts `points`, which must be finite, into a tree; about n log n steps.
  public init(_ points: [SIMD3<Float>], threads: Int = ProcessInfo.processInfo.activeProcessorCount) {
    require(points.allSatisfy { ($0 - $0) == .zero }, "nearest neighbours are of finite points")
    count = points.count
    self.threads = max(1, threads)
    tree = PointTree(points, threads: self.threads)
  }

  /// The `number` nearest points of each query; fewer if there are fewer.
  public func nearest(_ number: Int, to queries: [SIMD3<Float>]) -> Neighbors {
    let number = min(max(0, number), count)
    return queries.withUnsafeBufferPointer { queries in
      // Only read.
      nonisolated(unsafe) let queries = queries
      return search(number, queries: queries.count) { (queries[$0], $0, -1) }
    }
  }

  /// The `number` nearest other points of each point; fewer if there are fewer.
  ///
  /// Points in the same place are each other's neighbours.
  public func nearestOthers(_ number: Int) -> Neighbors {
    let number = min(max(0, number), max(0, count - 1))
    // In the tree's order, consecutive searches touch the same memory.
    return search(number, queries: count) { position in
      let entry = tree.entries[position]
      return (entry.position, Int(entry.index), entry.index)
    }
  }

  /// Runs `queries` searches; `query` gives a place, the row of the result and a point to leave out.
  private func search(
    _ number: Int, queries: Int, _ query: (Int) -> (place: SIMD3<Float>, row: Int, excluded: Int32)
  ) -> Neighbors {
    var result = Neighbors(queries: queries, perQuery: number)
    guard number > 0, queries > 0 else { return result }
    result.indices.withUnsafeMutableBufferPointer { indices in
      result.squaredDistances.withUnsafeMutableBufferPointer { distances in
        tree.withReader { reader in
          let pieces = (queries + Self.queriesAtOnce - 1) / Self.queriesAtOnce
          ParallelLoop(threads: threads)(pieces) { _, piece in
            let start = piece * Self.queriesAtOnce
            for index in start..<min(queries, start + Self.queriesAtOnce) {
              let (place, row, excluded) = query(index)
              // Rows are disjoint, and neither buffer is empty.
              var search = PointSearch(
                place: place, excluded: excluded, count: number,
                indices: indices.baseAddress! + row * number, distances: distances.baseAddress! + row * number
              )
              reader.visit(node: 0, offset: .zero, &search)
            }
          }
        }
      }
    }
    return result
  }
}
