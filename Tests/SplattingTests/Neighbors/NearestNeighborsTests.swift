import Splatting
import Testing

@Suite("Nearest neighbours")
struct NearestNeighborsTests {
  /// Clouds that are hard in ways of their own.
  enum Cloud: String, CaseIterable {
    case uniform, plane, clusters, grid, outliers

    func points(_ count: Int) -> [SIMD3<Float>] {
      var generator = SplitMix(state: UInt64(count))
      return (0..<count).map { index in
        let point = SIMD3<Float>.random(in: -1...1, using: &generator)
        switch self {
        case .uniform: return point
        case .plane: return SIMD3(point.x, 0.5, point.z)
        case .clusters: return (point * 100).rounded(.down) + point * 1e-3
        case .grid: return SIMD3(Float(index % 7), Float(index / 7 % 7), Float(index / 49))
        case .outliers: return index % 50 == 0 ? point * 1e6 : point
        }
      }
    }
  }

  /// A small random source that always gives the same numbers.
  struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
      return bits ^ (bits >> 31)
    }
  }

  /// Every distance compared, ordered by distance, then number.
  static func bruteForce(
    _ number: Int, of points: [SIMD3<Float>], to query: SIMD3<Float>, without excluded: Int? = nil
  ) -> [(index: Int32, distance: Float)] {
    let all = points.indices.filter { $0 != excluded }.map { index in
      let squares = (points[index] - query) * (points[index] - query)
      return (Int32(index), squares.x + squares.y + squares.z)
    }
    return Array(all.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(number))
  }

  @Test("Neighbours of each point are those of brute force", arguments: Cloud.allCases, [1, 2, 16, 17, 500])
  func others(cloud: Cloud, count: Int) {
    let points = cloud.points(count)
    let found = NearestNeighbors(points, threads: 3).nearestOthers(3)
    #expect(found.perQuery == min(3, count - 1))
    for (row, point) in points.enumerated() {
      let truth = Self.bruteForce(3, of: points, to: point, without: row)
      let range = row * found.perQuery..<(row + 1) * found.perQuery
      #expect(Array(found.indices[range]) == truth.map(\.index))
      #expect(Array(found.squaredDistances[range]) == truth.map(\.distance))
    }
  }

  @Test("Neighbours of other places are those of brute force", arguments: Cloud.allCases)
  func queries(cloud: Cloud) {
    let points = cloud.points(300)
    let queries = Cloud.uniform.points(700).map { $0 * 2 } + points.prefix(5)
    let found = NearestNeighbors(points).nearest(8, to: queries)
    #expect(found.count == queries.count)
    for (row, query) in queries.enumerated() {
      let truth = Self.bruteForce(8, of: points, to: query)
      #expect(Array(found.indices[row * 8..<row * 8 + 8]) == truth.map(\.index))
    }
  }

  @Test("Many points in one place are each other's neighbours")
  func coincident() {
    let found = NearestNeighbors(Array(repeating: [1, 2, 3], count: 100)).nearestOthers(2)
    #expect(found.squaredDistances.allSatisfy { $0 == 0 })
    #expect(Array(found.indices.prefix(6)) == [1, 2, 0, 2, 0, 1])
  }

  @Test("Without points or queries there are no neighbours")
  func nothing() {
    #expect(NearestNeighbors([]).nearestOthers(3).count == 0)
    #expect(NearestNeighbors([]).nearest(3, to: [.zero]).count == 0)
    #expect(NearestNeighbors([.zero]).nearest(3, to: []).count == 0)
    #expect(NearestNeighbors([.zero]).nearest(3, to: [[1, 0, 0]]).squaredDistances == [1])
  }

  @Test("Mean and root mean square are over a query's neighbours")
  func distances() {
    let found = NearestNeighbors([[0, 0, 0], [3, 0, 0], [0, 4, 0]]).nearestOthers(2)
    #expect(found.meanDistances()[0] == 3.5)
    #expect(abs(found.rootMeanSquareDistances()[0] - Float(12.5).squareRoot()) < 1e-6)
  }

  @Test("The number of threads changes nothing")
  func threads() {
    let points = Cloud.clusters.points(20_000)
    let runs = [1, 4].map { NearestNeighbors(points, threads: $0).nearestOthers(3) }
    #expect(runs[0] == runs[1])
  }
}
