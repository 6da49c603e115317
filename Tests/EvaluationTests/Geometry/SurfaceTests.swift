import Evaluation
import Files
import Splatting
import TestSupport
import Testing

@Suite struct SurfaceTests {
  @Test func knownDistances() throws {
    let distances = try SurfaceDistances(
      [[0, 0, 0], [0.006, 0, 0]], truth: [[0, 0, 0], [0, 0.008, 0], [0, 0, 0.02]])
    #expect(distances.toTruth.map { ($0 * 1e6).rounded() } == [0, 6000])
    #expect(distances.fromTruth.map { ($0 * 1e6).rounded() } == [0, 8000, 20000])
    #expect(abs(distances.chamfer - (0.003 + 0.028 / 3)) < 1e-8)
    #expect(abs(distances.squaredChamfer - (0.18 + 4.64 / 3)) < 1e-6)
    // Half of ours and a third of the true points within 5 mm; all and two thirds within 10.
    #expect(abs(distances.fScore(threshold: 0.005) - 0.4) < 1e-12)
    #expect(abs(distances.fScore(threshold: 0.01) - 0.8) < 1e-12)
    #expect(distances.fScore(threshold: 0) == 0)
  }

  @Test func onePointAndItself() throws {
    let distances = try SurfaceDistances([[1, 2, 3]], truth: [[1, 2, 3]])
    #expect(distances.chamfer == 0 && distances.squaredChamfer == 0)
    #expect(distances.fScore(threshold: 0.005) == 1)
  }

  @Test func whatIsNoCloudIsAnError() {
    #expect(throws: MetricsError.self) { try SurfaceDistances([], truth: [.zero]) }
    #expect(throws: MetricsError.self) { try SurfaceDistances([.zero], truth: []) }
    #expect(throws: MetricsError.self) { try SurfaceDistances([[.infinity, 0, 0]], truth: [.zero]) }
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func agreesWithSciPy() throws {
    let folder = try TemporaryFolder()
    let points = try Shapes.boot.surfacePoints(3000, seed: 1)
    let truth = try Shapes.box(0.1, 0.04, 0.05).surfacePoints(2500, seed: 2)
    func array(_ points: [SIMD3<Float>]) -> NumPyArray {
      NumPyArray(points.flatMap { [$0.x, $0.y, $0.z] }, shape: [points.count, 3])
    }
    try NumPyArchive(["points": array(points), "truth": array(truth)]).write(to: folder.file("clouds.npz"))
    let expected = try Python.run("surface_metrics.py", [folder.file("clouds.npz").path])
      .split(separator: "\n").compactMap { Double($0) }
    try #require(expected.count == 4)
    let given = GeometryMetrics(try SurfaceDistances(points, truth: truth))
    #expect(abs(given.chamfer - expected[0]) < 1e-7)
    #expect(abs(given.squaredChamfer - expected[1]) < 1e-5)
    #expect(abs(given.fScore5 - expected[2]) < 1e-3)
    #expect(abs(given.fScore10 - expected[3]) < 1e-3)
    #expect(given.fScore5 > 0.3 && given.fScore5 < given.fScore10)
  }

  @Test func pointsLieEvenlyOnTheSurface() throws {
    let box = Shapes.box(2, 1, 0.5)
    let points = try box.surfacePoints(20_000, seed: 3)
    let near = { (a: Float, b: Float) in abs(a - b) < 1e-6 }
    let sides = points.map { p in
      [near(p.x, 0), near(p.x, 2), near(p.y, 0), near(p.y, 1), near(p.z, 0), near(p.z, 0.5)]
    }
    #expect(sides.allSatisfy { $0.contains(true) })
    // The largest sides are 4/7 of the surface.
    let share = Double(sides.count { $0[4] || $0[5] }) / 20_000
    #expect(abs(share - 4.0 / 7) < 0.02)
    let top = zip(points, sides).filter { $0.1[5] }.map(\.0)
    #expect(abs(Double(top.count { $0.x < 1 && $0.y < 0.5 }) / Double(top.count) - 0.25) < 0.03)
  }

  @Test func theSeedDecidesThePoints() throws {
    let box = Shapes.box(1, 1, 1)
    #expect(try box.surfacePoints(50, seed: 9) == box.surfacePoints(50, seed: 9))
    #expect(try box.surfacePoints(50, seed: 9) != box.surfacePoints(50, seed: 10))
  }

  @Test func meshesWithoutASurfaceAreErrors() {
    #expect(throws: MetricsError.self) { try TriangleMesh().surfacePoints(5, seed: 0) }
    let flat = TriangleMesh(positions: [.zero, .zero, [1, 0, 0]], faces: [[0, 1, 2]])
    #expect(throws: MetricsError.self) { try flat.surfacePoints(5, seed: 0) }
    let broken = TriangleMesh(positions: [[.nan, 0, 0], [0, 1, 0], [1, 0, 0]], faces: [[0, 1, 2]])
    #expect(throws: MetricsError.self) { try broken.surfacePoints(5, seed: 0) }
  }
}
