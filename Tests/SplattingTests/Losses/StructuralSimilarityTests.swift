import Splatting
import Tensors
import Testing

@Suite("Structural similarity")
struct StructuralSimilarityTests {
  /// Sizes below, at and above a window, a vector, a strip and a band.
  static let shapes = [
    [1, 1, 3], [3, 5, 3], [11, 11, 1], [12, 43, 3], [40, 129, 2], [97, 240, 3], [140, 31, 3],
  ]

  static func images(_ shape: [Int], seed: UInt64) -> (image: Tensor, target: Tensor) {
    let generator = RandomGenerator(seed: seed)
    let target = Tensor.randomUniform(shape, generator: generator)
    let noise = Tensor.randomNormal(shape, generator: generator) * 0.1
    return ((target + noise).clamped(min: 0, max: 1), target)
  }

  /// The mean similarity, fused.
  static func similarity(_ image: Tensor, _ target: Tensor) -> Tensor {
    1 - FusedPhotometry.loss(of: image, target: target, similarityWeight: 1)
  }

  @Test("The window is symmetric and sums to 1")
  func window() {
    let window = StructuralSimilarity.window
    #expect(window.count == 11)
    #expect(window == window.reversed())
    #expect(abs(window.reduce(0, +) - 1) < 1e-6)
    #expect(abs(window[5] / window[6] - 1.2488488) < 1e-5, "exp(1 / 4.5)")
  }

  @Test("Of constant images it is the ratio of means that the formula gives, away from the border")
  func constantImages() {
    let (a, b) = (0.3, 0.7)
    let shape = [11, 11, 3]
    let middle = StructuralSimilarity.mean(.full([31, 31, 1], a), .full([31, 31, 1], b))
    let inner = Self.similarity(.full(shape, a), .full(shape, a)).item()
    #expect(abs(inner - 1) < 1e-5)
    // Zeros around the image make the border differ from the middle: only a bound holds for the whole.
    let expected = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4)
    #expect(abs(middle.item() - expected) < 0.2)
  }

  @Test("Both forms agree on the value", arguments: shapes)
  func forward(shape: [Int]) {
    let (image, target) = Self.images(shape, seed: 1)
    let reference = StructuralSimilarity.mean(image.to(.float64), target.to(.float64)).item()
    #expect(abs(Self.similarity(image, target).item() - reference) < 2e-6)
    let difference = (image.to(.float64) - target.to(.float64)).abs().mean().item()
    let fused = FusedPhotometry.loss(of: image, target: target, similarityWeight: 0)
    #expect(abs(fused.item() - difference) < 1e-6)
  }

  @Test("Both forms agree on the gradient", arguments: shapes)
  func backward(shape: [Int]) throws {
    let (image, target) = Self.images(shape, seed: 2)
    let exact = image.to(.float64).copied().requiringGradient()
    let loss = (exact - target.to(.float64)).abs().mean() * 0.8
    (loss - StructuralSimilarity.mean(exact, target.to(.float64)) * 0.2).backward()
    let leaf = image.copied().requiringGradient()
    (FusedPhotometry.loss(of: leaf, target: target, similarityWeight: 0.2) * 3).backward()
    let truth = try #require(exact.gradient) * 3
    let error = (try #require(leaf.gradient).to(.float64) - truth).abs().max().item()
    #expect(error <= 2e-5 * truth.abs().max().item())
  }

  @Test("What is not covered shows the background, and what is not valid does not count", arguments: shapes)
  func parts(shape: [Int]) throws {
    let generator = RandomGenerator(seed: 7)
    let (image, target) = Self.images(shape, seed: 8)
    let alpha = Tensor.randomUniform([shape[0], shape[1]], generator: generator)
    let validity = (Tensor.randomUniform([shape[0], shape[1]], generator: generator) .> 0.3).to(.float32)
    let background: [Float] = [0.2, 0.5, 1]
    let exact = [image, alpha].map { $0.to(.float64).copied().requiringGradient() }
    let behind = Tensor(Array(background.prefix(shape[2]))).to(.float64)
    let mask = validity.to(.float64).unsqueezed(-1)
    let rendered = (exact[0] + (1 - exact[1]).unsqueezed(-1) * behind) * mask
    let recorded = target.to(.float64) * mask
    let expected =
      (rendered - recorded).abs().mean() * 0.8 + (1 - StructuralSimilarity.mean(rendered, recorded)) * 0.2
    expected.backward()
    let leaves = [image, alpha].map { $0.copied().requiringGradient() }
    let loss = FusedPhotometry.loss(
      of: leaves[0], alpha: leaves[1], background: [0.2, 0.5, 1], target: target, validity: validity,
      similarityWeight: 0.2)
    loss.backward()
    #expect(abs(loss.item() - expected.item()) < 2e-6)
    for (leaf, truth) in zip(leaves, exact) {
      let gradient = try #require(truth.gradient)
      let error = (try #require(leaf.gradient).to(.float64) - gradient).abs().max().item()
      #expect(error <= 2e-5 * max(gradient.abs().max().item(), 1e-9))
    }
  }

  @Test("Recorded bytes are numbers of 0...255", arguments: shapes)
  func bytes(shape: [Int]) throws {
    let (image, target) = Self.images(shape, seed: 9)
    let bytes = (target * 255).to(.uint8)
    let leaves = [image, image].map { $0.copied().requiringGradient() }
    let losses = zip(leaves, [bytes, bytes.to(.float32) / 255]).map {
      FusedPhotometry.loss(of: $0, target: $1, similarityWeight: 0.2)
    }
    for loss in losses { loss.backward() }
    #expect(losses[0].item() == losses[1].item())
    #expect(try #require(leaves[0].gradient).floats() == #require(leaves[1].gradient).floats())
  }

  @Test("Finite differences agree with the fused gradient")
  func finiteDifferences() throws {
    let (image, target) = Self.images([9, 14, 3], seed: 3)
    let leaf = image.copied().requiringGradient()
    Self.similarity(leaf, target).backward()
    let gradient = try #require(leaf.gradient).floats()
    let base = image.to(.float64).elements(as: Double.self)
    func similarity(_ values: [Double]) -> Double {
      StructuralSimilarity.mean(Tensor(values, shape: image.shape), target.to(.float64)).item()
    }
    for index in stride(from: 0, to: base.count, by: 29) {
      var (up, down) = (base, base)
      up[index] += 1e-5
      down[index] -= 1e-5
      let slope = (similarity(up) - similarity(down)) / 2e-5
      #expect(abs(slope - Double(gradient[index])) < 1e-6 + 1e-4 * abs(slope), "element \(index)")
    }
  }

  @Test("The fused form does not depend on the number of threads")
  func threads() throws {
    let (image, target) = Self.images([210, 150, 3], seed: 4)
    let before = LibTorch.threadCount
    defer { LibTorch.setThreadCount(before) }
    let runs = try [1, 2, 5].map { count in
      LibTorch.setThreadCount(count)
      let leaf = image.copied().requiringGradient()
      let loss = FusedPhotometry.loss(of: leaf, target: target, similarityWeight: 0.5)
      loss.backward()
      return [loss.item()] + (try #require(leaf.gradient).floats().map(Double.init))
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }

  @Test("Images that are not laid out row by row are taken as they look")
  func strided() {
    let (image, target) = Self.images([20, 30, 3], seed: 5)
    let turned = (image.transposed(0, 1), target.transposed(0, 1))
    let straight = Self.similarity(image, target).item()
    #expect(abs(Self.similarity(turned.0, turned.1).item() - straight) < 1e-6)
  }

  @Test("A part of the graph that is not asked for has no gradient")
  func constantImage() {
    let (image, target) = Self.images([20, 30, 3], seed: 6)
    #expect(!Self.similarity(image, target).requiresGradient)
    #expect(!FusedPhotometry.canTake(image, target.copied().requiringGradient()))
    #expect(!FusedPhotometry.canTake(image.to(.float64), target.to(.float64)))
    #expect(!FusedPhotometry.canTake(image, target[0..<10]))
  }
}
