import Splatting
import Tensors
import Testing

/// Every rasteriser against the reference in double precision, forward and backward.
@Suite struct RasterizerParityTests {
  static let shapes = [
    SceneShape(1, 16, 16, degree: 0),
    SceneShape(7, 5, 3, degree: 1),
    SceneShape(40, 32, 24, degree: 0, held: 3, extra: 1),
    SceneShape(120, 50, 37, degree: 1, pose: true),
    SceneShape(120, 37, 50, degree: 2, held: 3, extra: 2),
    SceneShape(300, 64, 48, degree: 3, extra: 20, pose: true),
    SceneShape(1000, 33, 49, degree: 3, pose: true),
  ]

  @Test(arguments: TestedRasterizer.allCases, shapes)
  func randomScenes(_ tested: TestedRasterizer, _ shape: SceneShape) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      let scene = shape.scene(seed: seed)
      let truth = try Outcome(ReferenceRasterizer(), scene, .float64)
      let outcome = try Outcome(tested.make(), scene)
      // Measured: 2.3e-6 and 4.1e-6.
      outcome.expect(near: truth, outputs: 1e-5, gradients: 2e-5)
    }
  }
}
