import Evaluation
import Splatting
import Testing

@Suite struct ProcrustesTests {
  private func cloud(_ count: Int, seed: UInt64 = 1) -> [SIMD3<Float>] {
    var maker = MadeUpHand(seed: seed)
    return (0..<count).map { _ in maker.point(scale: 0.1) + [0.3, -0.2, 0.8] }
  }

  private func largestError(_ points: [SIMD3<Float>], _ truth: [SIMD3<Float>]) throws -> Double {
    try PointErrors.distances(points, truth).max() ?? .nan
  }

  @Test func aKnownTransformIsFound() throws {
    let points = cloud(30)
    let known = SimilarityTransform(
      scale: 1.7, rotation: Matrix3(axis: normalize([1, 2, -0.5] as SIMD3<Double>), angle: 2.1),
      translation: [0.4, -1, 0.2])
    let found = try Procrustes.transform(points, to: known.applied(to: points), scaling: true)
    #expect(abs(found.scale - 1.7) < 1e-5)
    #expect(zip(found.rotation.elements, known.rotation.elements).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(length(found.translation - known.translation) < 1e-5)
    let rigid = try Procrustes.transform(points, to: known.applied(to: points), scaling: false)
    #expect(rigid.scale == 1)
    let back = found.inverse.applied(to: found.applied(to: points))
    #expect(try largestError(back, points) < 1e-6)
  }

  @Test func identicalPointsStay() throws {
    let points = cloud(12)
    for scaling in [false, true] {
      let found = try Procrustes.transform(points, to: points, scaling: scaling)
      #expect(try largestError(found.applied(to: points), points) < 1e-6)
    }
  }

  @Test func mirroredPointsAreNotReflected() throws {
    let points = cloud(40)
    let mirrored = points.map { SIMD3<Float>(-$0.x, $0.y, $0.z) }
    for scaling in [false, true] {
      let found = try Procrustes.transform(points, to: mirrored, scaling: scaling)
      #expect(abs(found.rotation.determinant - 1) < 1e-9)
      #expect(try largestError(found.applied(to: points), mirrored) > 0.02)
    }
  }

  @Test(arguments: [1, 2, 3]) func fewPoints(count: Int) throws {
    let points = cloud(count)
    let moved = points.map { $0 + [1, 2, 3] }
    for scaling in [false, true] {
      let found = try Procrustes.transform(points, to: moved, scaling: scaling)
      #expect(abs(found.rotation.determinant - 1) < 1e-9 && found.scale.isFinite)
      #expect(try largestError(found.applied(to: points), moved) < 1e-5)
    }
  }

  @Test func pointsInOnePlaceOrOnALine() throws {
    let line = (0..<5).map { SIMD3<Float>(Float($0), 0, 0) }
    let other = (0..<5).map { SIMD3<Float>(0, 0, 2 * Float($0)) }
    let found = try Procrustes.transform(line, to: other, scaling: true)
    #expect(abs(found.rotation.determinant - 1) < 1e-9 && abs(found.scale - 2) < 1e-6)
    let place = [SIMD3<Float>](repeating: [1, 1, 1], count: 5)
    let spread = try Procrustes.transform(place, to: line, scaling: true)
    #expect(spread.scale == 1 && spread.rotation == .identity && spread.translation == [1, -1, -1])
    // All that can be done is to shrink to the middle.
    #expect(try Procrustes.transform(line, to: place, scaling: true).scale == 0)
  }

  @Test func whatCannotBePairedIsAnError() {
    let points = cloud(4)
    #expect(throws: MetricsError.self) { try Procrustes.transform(points, to: cloud(5), scaling: true) }
    #expect(throws: MetricsError.self) { try Procrustes.transform([], to: [], scaling: true) }
    let broken = points.dropLast() + [SIMD3<Float>(0, .nan, 0)]
    #expect(throws: MetricsError.self) { try Procrustes.transform(points, to: Array(broken), scaling: true) }
    #expect(throws: MetricsError.self) { try PointErrors.distances(Array(broken), points) }
  }
}
