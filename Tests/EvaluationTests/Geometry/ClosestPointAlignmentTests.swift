import Evaluation
import Splatting
import Testing

@Suite struct ClosestPointAlignmentTests {
  @Test(arguments: [0.3, 1.4, 3.0]) func aTurnedMovedAndScaledShapeIsBroughtBack(angle: Double) throws {
    let truth = try Shapes.boot.surfacePoints(600, seed: 1)
    let away = SimilarityTransform(
      scale: 1.8, rotation: Matrix3(axis: normalize([1, -2, 0.7] as SIMD3<Double>), angle: angle),
      translation: [0.5, -2, 1])
    let points = away.applied(to: try Shapes.boot.surfacePoints(600, seed: 2))
    let found = try ClosestPointAlignment.transform(points, to: truth)
    #expect(abs(found.scale * 1.8 - 1) < 0.02)
    #expect(abs(found.rotation.determinant - 1) < 1e-9)
    let distances = try SurfaceDistances(found.applied(to: points), truth: truth)
    // As near as two draws from one surface are.
    let drawn = try SurfaceDistances(try Shapes.boot.surfacePoints(600, seed: 2), truth: truth)
    #expect(distances.squaredChamfer < drawn.squaredChamfer * 1.1)
  }

  @Test func aMirroredShapeStaysApart() throws {
    let truth = try Shapes.boot.surfacePoints(400, seed: 1)
    // Pulled out of square, so that the mirror image is another shape.
    let skew = truth.map { SIMD3<Float>($0.x + $0.z * 0.5, $0.y + $0.x * $0.z * 8, $0.z) }
    let mirrored = skew.map { SIMD3<Float>(-$0.x, $0.y, $0.z) }
    let found = try ClosestPointAlignment.transform(mirrored, to: skew)
    #expect(abs(found.rotation.determinant - 1) < 1e-9)
    let distances = try SurfaceDistances(found.applied(to: mirrored), truth: skew)
    #expect(distances.chamfer > 1e-3)
  }

  @Test func degenerateClouds() throws {
    let place = [SIMD3<Float>](repeating: [1, 2, 3], count: 6)
    let one = try ClosestPointAlignment.transform([[5, 5, 5]], to: [[1, 2, 3]])
    #expect(one.applied(to: [[5, 5, 5]]) == [[1, 2, 3]])
    let spread = try Shapes.boot.surfacePoints(6, seed: 1)
    for (points, truth) in [(place, spread), (spread, place), (place, place), (spread, spread)] {
      let found = try ClosestPointAlignment.transform(points, to: truth)
      #expect(found.scale > 0 && found.scale.isFinite)
      #expect(found.applied(to: points).allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite })
    }
    #expect(throws: MetricsError.self) { try ClosestPointAlignment.transform([], to: []) }
    #expect(throws: MetricsError.self) { try ClosestPointAlignment.transform(place, to: [.zero]) }
  }
}
