import Foundation
import Splatting
import Tensors
import Testing

@Suite("Image losses")
struct ImageLossTests {
  @Test("L1 is a mean over pixels and channels, or a weighted one")
  func l1() {
    let target = Tensor.zeros([2, 2, 3])
    let image = Tensor([Float](arrayLiteral: 1, 2, 3, 0, 0, 0, -3, 0, 0, 0, 0, 0), shape: [2, 2, 3])
    #expect(abs(ImageLoss.l1(image, target).item() - 9.0 / 12) < 1e-6)
    let weights = Tensor([Float](arrayLiteral: 1, 0, 3, 0), shape: [2, 2])
    #expect(abs(ImageLoss.l1(image, target, weights: weights).item() - (2 + 3) / 4) < 1e-6)
    #expect(ImageLoss.l1(image, target, weights: .zeros([2, 2])).item() == 0)
  }

  @Test("The photometric loss is the weighted sum, fused or not", arguments: [0, 0.2, 1])
  func photometric(weight: Double) {
    let (image, target) = StructuralSimilarityTests.images([24, 33, 3], seed: 1)
    let expected =
      (1 - weight) * (image - target).abs().mean().item()
      + weight * (1 - StructuralSimilarity.mean(image, target).item())
    #expect(abs(ImageLoss.photometric(image, target, similarityWeight: weight).item() - expected) < 1e-5)
    let even = ImageLoss.photometric(
      image, target, similarityWeight: weight, weights: Tensor.full([24, 33], 0.5))
    #expect(abs(even.item() - expected) < 1e-5)
    let precise = ImageLoss.photometric(image.to(.float64), target.to(.float64), similarityWeight: weight)
    #expect(abs(precise.item() - expected) < 1e-5)
  }

  @Test("Equal images have no photometric loss and no gradient")
  func equalImages() throws {
    let image = Tensor.randomUniform([20, 20, 3], generator: RandomGenerator(seed: 1))
    let leaf = image.copied().requiringGradient()
    let loss = ImageLoss.photometric(leaf, image)
    loss.backward()
    #expect(abs(loss.item()) < 1e-6)
    #expect(try #require(leaf.gradient).abs().max().item() < 1e-6)
  }

  @Test("Depth counts only where it is known and something was rendered")
  func depth() throws {
    let blended = Tensor([Float](arrayLiteral: 1, 1, 0, 2), shape: [2, 2]).requiringGradient()
    let alpha = Tensor([Float](arrayLiteral: 0.5, 0.5, 0, 1), shape: [2, 2]).requiringGradient()
    let known = Tensor([Float](arrayLiteral: 3, 0, 1, .nan), shape: [2, 2])
    let loss = ImageLoss.depth(rendering(depth: blended, alpha: alpha), known: known)
    #expect(abs(loss.item() - 1) < 1e-6, "|1 / 0.5 - 3|, the only pixel of both")
    loss.backward()
    #expect(try #require(blended.gradient).floats() == [-2, 0, 0, 0])
    #expect(try #require(alpha.gradient).floats() == [4, 0, 0, 0])
    let nothing = ImageLoss.depth(rendering(depth: blended, alpha: alpha), known: .zeros([2, 2]))
    #expect(nothing.item() == 0)
    let masked = ImageLoss.depth(
      rendering(depth: blended, alpha: alpha), known: .full([2, 2], 3),
      weights: Tensor([Float](arrayLiteral: 0, 0, 0, 1), shape: [2, 2]))
    #expect(abs(masked.item() - 1) < 1e-6, "|2 / 1 - 3|")
  }

  @Test("Mask losses are the mean difference and the mean cross entropy")
  func masks() throws {
    let coverage = Tensor([Float](arrayLiteral: 0.25, 1, 0, 0.5), shape: [2, 2]).requiringGradient()
    let labels = Tensor([Float](arrayLiteral: 0, 1, 0, 1), shape: [2, 2])
    #expect(abs(ImageLoss.mask(coverage, labels).item() - 0.75 / 4) < 1e-6)
    let entropy = ImageLoss.crossEntropy(coverage, labels)
    #expect(abs(entropy.item() - (-log(0.75) - log(0.5)) / 4) < 1e-5)
    entropy.backward()
    let gradient = try #require(coverage.gradient).floats()
    #expect(abs(gradient[0] - 1 / 0.75 / 4) < 1e-5 && abs(gradient[3] + 2.0 / 4) < 1e-5)
    let weights = Tensor([Float](arrayLiteral: 1, 0, 0, 0), shape: [2, 2])
    #expect(abs(ImageLoss.mask(coverage, labels, weights: weights).item() - 0.25) < 1e-6)
    let wrong = ImageLoss.crossEntropy(.zeros([2, 2]), .ones([2, 2])).item()
    #expect(wrong.isFinite && wrong > 13, "certain and wrong is dear, not infinite")
  }

  private func rendering(depth: Tensor, alpha: Tensor) -> Rendering {
    Rendering(
      color: .zeros([2, 2, 3]), depth: depth, alpha: alpha, extra: nil, radii: .zeros([0]),
      screen: ScreenGradients { nil })
  }
}
