import Splatting
import Tensors
import Testing

@Suite("Gaussians that are turned and scaled")
struct HarmonicsRotationTests {
  private static let turns = [
    Matrix3(axis: normalize([1, -2, 0.5] as SIMD3<Double>), angle: 1.1),
    Matrix3(axis: [0, 0, 1], angle: .pi / 2),
    Matrix3(diagonal: [1, -1, -1]), Matrix3(axis: normalize([3, 1, 1] as SIMD3<Double>), angle: -2.9),
  ]

  @Test("Turned harmonics have the colours of the directions turned back", arguments: 0...3, turns)
  func colors(degree: Int, turn: Matrix3) {
    let generator = RandomGenerator(seed: 3)
    let harmonics = Tensor.randomNormal([40, (degree + 1) * (degree + 1), 3], generator: generator)
    let directions = Tensor.randomNormal([40, 3], generator: generator).normalized()
    let matrix = Tensor(turn.elements, shape: [3, 3]).to(.float32)
    func values(_ harmonics: Tensor, _ directions: Tensor) -> Tensor {
      (harmonics * SphericalHarmonics.basis(directions, degree: degree).unsqueezed(-1)).sum([1])
    }
    let turned = values(HarmonicsRotation(turn, degree: degree).applied(to: harmonics), directions)
    // A row times the matrix is the vector turned back.
    let expected = values(harmonics, directions.matmul(matrix))
    #expect((turned - expected).abs().max().item() < 1e-5)
  }

  @Test("A camera that moves with the Gaussians sees the same picture", arguments: turns)
  func pictures(turn: Matrix3) throws {
    let transform = SimilarityTransform(scale: 1.7, rotation: turn, translation: [0.3, -1, 2])
    let gaussians = withoutGradients { TestGaussians.model(400, degree: 3).gaussians(degree: 3) }
    let camera = Camera(
      lookingAt: [0, 0, 0], from: [4, -7, 3], width: 96, height: 72, focalLength: 80)
    let rasterizer = CPURasterizer(threads: 2)
    let before = try rasterizer.render(gaussians, camera: camera)
    let after = try rasterizer.render(
      gaussians.transformed(by: transform), camera: camera.transformed(by: transform))
    #expect(before.alpha.mean().item() > 0.02)
    // A Gaussian at the limit of a tile or of the smallest opacity may fall on its other side.
    #expect((after.color - before.color).abs().mean().item() < 1e-5)
    #expect((after.color - before.color).abs().max().item() < 5e-3)
    #expect((after.depth - before.depth * 1.7).abs().mean().item() < 1e-3)
  }

  @Test("Without a rotation values stay as they are")
  func identity() {
    let gaussians = withoutGradients { TestGaussians.model(5, degree: 2).gaussians(degree: 1) }
    let same = gaussians.transformed(by: SimilarityTransform())
    #expect(same.means.floats() == gaussians.means.floats())
    #expect(same.harmonics.floats() == gaussians.harmonics.floats())
  }

  @Test("Learnable values of activated ones have their activations")
  func activations() {
    let model = TestGaussians.model(50, degree: 2)
    let back = GaussianModel(withoutGradients { model.gaussians(degree: 2) })
    let found = GaussianDifferences(model, back)
    #expect(max(found.means, found.logScales, found.opacities, found.baseHarmonics) < 1e-5)
    #expect(max(found.firstHarmonics, found.otherHarmonics, found.rotations) < 1e-6)
    let lower = GaussianModel(withoutGradients { model.gaussians(degree: 1) })
    #expect(lower.maximumDegree == 1)
  }
}
