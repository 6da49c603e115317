import EmulatedDevice
import KernelEmulation
import Splatting
import Tensors
import Testing

/// The comparison's CUDA kernels on the emulation, and on a GPU where LibTorch sees one, against the processor's.
@Suite struct KernelPhotometryTests {
  enum Tested: String, CaseIterable, CustomTestStringConvertible {
    case emulated, reversed, gpu

    static let allCases: [Tested] = [.emulated, .reversed] + (Device.cuda(0).isAvailable ? [.gpu] : [])

    var testDescription: String { rawValue }

    func make() throws -> (photometry: KernelPhotometry, device: Device) {
      switch self {
      case .emulated:
        (
          KernelPhotometry(EmulatedLauncher(order: KEOrderForward, device: EmulatedDevice.device)),
          EmulatedDevice.device
        )
      case .reversed: (KernelPhotometry(EmulatedLauncher(order: KEOrderReverse)), .cpu)
      case .gpu: (try #require(try ComputeResources(.cuda(0), threads: 1).photometry), .cuda(0))
      }
    }
  }

  /// What is compared.
  struct Images: Sendable {
    var image: Tensor
    var alpha: Tensor?
    var target: Tensor
    var validity: Tensor?
    var background = SIMD3<Float>(0.2, 0.5, 0.9)

    /// Random images; with `isFull` the target is bytes, and there are coverage and validity.
    init(_ shape: [Int], isFull: Bool) {
      (image, target) = StructuralSimilarityTests.images(shape, seed: 5)
      guard isFull else { return }
      let generator = RandomGenerator(seed: 6)
      alpha = .randomUniform(Array(shape.prefix(2)), generator: generator)
      target = (target * 255).rounded().to(.uint8)
      validity = (Tensor.randomUniform(Array(shape.prefix(2)), generator: generator) .> 0.2).to(.float32)
    }

    /// Loss and gradients by `loss`, with an upstream gradient of 3.
    func outcome(
      on device: Device = .cpu, _ loss: (Tensor, Tensor?, Tensor, Tensor?) throws -> Tensor
    ) throws -> [Tensor] {
      func leaf(_ tensor: Tensor) -> Tensor { tensor.to(device).copied().requiringGradient() }
      let (image, alpha) = (leaf(image), alpha.map(leaf))
      let value = try loss(image, alpha, target.to(device), validity?.to(device))
      (value * 3).backward()
      return [value.detached().to(.cpu)] + [image.gradient, alpha?.gradient].compactMap { $0?.to(.cpu) }
    }
  }

  @Test(
    arguments: Tested.allCases,
    [[1, 1, 3], [3, 5, 3], [11, 11, 1], [16, 32, 3], [17, 43, 3], [40, 33, 2]])
  func agreesWithTheProcessor(_ tested: Tested, _ shape: [Int]) throws {
    let (photometry, device) = try tested.make()
    for (isFull, weight) in [(false, 0.2), (true, 0.2), (true, 0.0), (false, 1.0)] {
      let images = Images(shape, isFull: isFull)
      let expected = try images.outcome {
        FusedPhotometry.loss(
          of: $0, alpha: $1, background: images.background, target: $2, validity: $3, similarityWeight: weight
        )
      }
      let found = try images.outcome(on: device) {
        try photometry.loss(
          of: $0, alpha: $1, background: images.background, target: $2, validity: $3, similarityWeight: weight
        )
      }
      #expect(found.count == expected.count)
      #expect(abs(found[0].item() - expected[0].item()) < 2e-6)
      for (mine, other) in zip(found, expected).dropFirst() {
        let scale = max(other.abs().max().item(), 1e-6)
        #expect((mine - other).abs().max().item() < 1e-4 * scale)
      }
    }
  }

  @Test func withoutGradientsThereAreNone() throws {
    let images = Images([20, 20, 3], isFull: true)
    let photometry = KernelPhotometry(EmulatedLauncher(order: KEOrderForward))
    let loss = try photometry.loss(of: images.image, target: images.target, similarityWeight: 0.2)
    #expect(!loss.requiresGradient && loss.item() > 0)
  }
}
