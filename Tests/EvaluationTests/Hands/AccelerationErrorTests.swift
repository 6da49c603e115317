import Evaluation
import Testing

@Suite struct AccelerationErrorTests {
  @Test func aJumpIsSeenThreeTimes() throws {
    let rest = [[SIMD3<Float>]](repeating: [.zero, [1, 0, 0]], count: 7)
    var jump = rest
    jump[3] = [[0, 3, 0], [1, 0, 4]]
    let result = try AccelerationError.mean(jump, rest)
    // Of lengths (3 + 4) / 2 before and after it, twice that at it, over five times.
    #expect(result.times == 5)
    #expect(abs(try #require(result.error) - 2.8) < 1e-6)
  }

  @Test func steadyMotionHasNone() throws {
    let path = (0..<6).map { frame in [SIMD3<Float>(Float(frame), Float(frame) * 2, 0)] }
    let elsewhere = path.map { _ in [SIMD3<Float>(5, 5, 5)] }
    #expect(try AccelerationError.mean(path, elsewhere).error == 0)
  }

  @Test func gapsTakeTheirNeighboursWithThem() throws {
    let path = [[SIMD3<Float>]](repeating: [.zero], count: 6)
    var gap = path
    gap[2] = []
    #expect(try AccelerationError.mean(gap, path).times == 1)
    #expect(try AccelerationError.mean(path, gap).times == 1)
    for count in 0..<3 {
      let short = Array(path.prefix(count))
      let result = try AccelerationError.mean(short, short)
      #expect(result.error == nil && result.times == 0)
    }
  }

  @Test func differentSizesAreErrors() {
    let path = [[SIMD3<Float>]](repeating: [.zero], count: 4)
    #expect(throws: MetricsError.self) { try AccelerationError.mean(path, Array(path.dropLast())) }
    var more = path
    more[1].append(.zero)
    #expect(throws: MetricsError.self) { try AccelerationError.mean(more, path) }
    #expect(throws: MetricsError.self) { try AccelerationError.mean(more, more) }
  }
}
