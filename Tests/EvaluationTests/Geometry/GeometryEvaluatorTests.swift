import Captures
import Evaluation
import Foundation
import Methods
import Splatting
import Tensors
import Testing

@Suite struct GeometryEvaluatorTests {
  @Test func aMeshOfAnotherSizeAgreesOnceAligned() throws {
    let truth = Shapes.boot
    let mesh = TriangleMesh(positions: truth.positions.map { $0 * 1.5 + [0.2, 0, 0] }, faces: truth.faces)
    let table = try GeometryEvaluator(points: 1500).evaluate(mesh, truth: truth, title: "Boot")
    let (asIs, aligned) = (try #require(table.mean), try #require(table.aligned))
    #expect(asIs.fScore10 < 0.1 && asIs.chamfer > 0.2)
    // As near as two draws from one surface are.
    let drawn = try #require(
      try GeometryEvaluator(points: 1500).evaluate(truth, truth: truth, title: "Boot").mean)
    #expect(aligned.fScore5 > 0.99 && aligned.squaredChamfer < drawn.squaredChamfer * 1.1)
    #expect(drawn.squaredChamfer > 0)
    #expect(table.frames.count == 1 && table.points == 1500)
    #expect(table.markdown().contains("| Aligned, with its size |"))
    let twice = try GeometryEvaluator(points: 1500).evaluate(mesh, truth: truth, title: "Boot")
    #expect(twice == table)
  }

  /// A scene whose layers have centres at these points, every other one nearly transparent and far off.
  private func scene(_ layers: [String: [SIMD3<Float>]]) -> Scene {
    let made = layers.map { name, points -> StaticLayer in
      let far: SIMD3<Float> = [5, 5, 5]
      let centers: [SIMD3<Float>] = points.flatMap { point in [point, point + far] }
      let count = centers.count
      let model = GaussianModel(
        means: Tensor(
          centers.flatMap { point -> [Float] in [point.x, point.y, point.z] }, shape: [count, 3]),
        rotations: Tensor(
          Array(repeating: [1, 0, 0, 0] as [Float], count: count).flatMap { $0 }, shape: [count, 4]),
        logScales: .zeros([count, 3]),
        opacityLogits: Tensor((0..<count).map { $0 % 2 == 0 ? Float(2) : -3 }),
        baseHarmonics: .zeros([count, 1, 3]), higherHarmonics: .zeros([count, 0, 3]))
      return StaticLayer(name: name, model: model, degree: 0)
    }
    return Scene(
      origin: Scene.Origin(
        method: "static", capture: "", split: "all", downscale: 1, iterations: 1, seed: 0),
      layers: made, background: .zero, views: [])
  }

  private func frames(_ indices: [Int]) -> [(index: Int, frame: Frame)] {
    let camera = Camera(
      lookingAt: .zero, from: [1, 0, 0], width: 8, height: 8, focalLength: 8)
    return indices.map {
      ($0, Frame(name: "\($0)", imageURL: URL(filePath: "/none"), camera: camera, time: 0))
    }
  }

  @Test func theObjectOfASceneIsMeasuredWhereItIsAtEachTime() throws {
    let truth = Shapes.boot
    let poses = [RigidTransform(), RigidTransform(translation: [0, 0, 0.02])]
    let object = CaptureTruth.Object(poses: poses, vertices: truth.positions, faces: truth.faces)
    let points = try truth.surfacePoints(1200, seed: 5)
    let scene = scene(["object": points, "background": [[9, 9, 9]]])
    let table = try #require(
      try GeometryEvaluator().evaluate(scene, object: object, frames: frames([0, 1]), title: "Object"))
    #expect(table.frames.map(\.name) == ["0", "1"] && table.skipped == 0)
    #expect(table.frames[0].metrics.fScore5 > 0.95)
    #expect(table.frames[1].metrics.fScore5 < 0.8)
    #expect(try #require(table.aligned).fScore5 > 0.95)
    let mean = (table.frames[0].metrics.chamfer + table.frames[1].metrics.chamfer) / 2
    #expect(abs(try #require(table.mean).chamfer - mean) < 1e-12)
    #expect(throws: MetricsError.self) {
      try GeometryEvaluator().evaluate(scene, object: object, frames: frames([2]), title: "")
    }
  }

  @Test func scenesWithoutAnObjectHaveNoTable() throws {
    let object = CaptureTruth.Object(
      poses: [.identity], vertices: Shapes.boot.positions, faces: Shapes.boot.faces)
    #expect(
      try GeometryEvaluator().evaluate(
        scene(["scene": [.zero]]), object: object, frames: frames([0]), title: "") == nil)
    let empty = try #require(
      try GeometryEvaluator().evaluate(
        scene(["object": []]), object: object, frames: frames([0]), title: "Empty"))
    #expect(empty.frames.isEmpty && empty.skipped == 1 && empty.mean == nil && empty.aligned == nil)
    #expect(empty.markdown().contains("Nothing to measure in 1"))
  }
}
