import CUDA
import Tensors

/// ``FusedPhotometry`` by CUDA kernels, on the device of their launcher.
public struct KernelPhotometry: Sendable {
  private let launcher: any KernelLauncher

  /// A comparison whose kernels `launcher` runs.
  public init(_ launcher: any KernelLauncher) { self.launcher = launcher }

  /// Whether images like these can be taken: `[H, W, C]` of float32 with C in 1...3, on the launcher's device; the
  /// target may be bytes.
  public func canTake(_ image: Tensor, _ target: Tensor) -> Bool {
    FusedPhotometry.canTake(image, target, on: launcher.device)
  }

  /// What ``FusedPhotometry/loss(of:alpha:background:target:validity:similarityWeight:)`` gives, with a gradient of any
  /// upstream value; the device is not waited for.
  /// - Throws: what the launcher throws.
  public func loss(
    of image: Tensor, alpha: Tensor? = nil, background: SIMD3<Float> = .zero, target: Tensor,
    validity: Tensor? = nil, similarityWeight: Double
  ) throws -> Tensor {
    require(canTake(image, target), "images that the comparison's kernels do not take")
    let inputs = [image] + (alpha.map { [$0] } ?? [])
    let needsGradient = Tensor.recordsGradients && inputs.contains(where: \.requiresGradient)
    return try CustomFunction.apply("loss", inputs: inputs) {
      let pass = KernelPhotometryPass(
        image: image, alpha: alpha, target: target, validity: validity,
        comparison: KernelComparison(image.shape, background: background, similarityWeight: similarityWeight),
        launcher: launcher)
      let (sums, derivatives) = try pass.forward(notesDerivatives: needsGradient)
      let means = sums / Double(image.count)
      let loss = means[0] * (1 - similarityWeight) + (1 - means[1]) * similarityWeight
      return (
        [loss.to(.float32)],
        { upstream in
          guard let derivatives, let upstream = upstream[0] else { return inputs.map { _ in nil } }
          return try pass.backward(derivatives, upstream: upstream)
        }
      )
    }[0]
  }
}

/// One comparison of two images.
private struct KernelPhotometryPass {
  private let image: Tensor
  private let alpha: Tensor?
  private let comparison: KernelComparison
  private let launcher: any KernelLauncher
  /// The arguments that both kernels begin with.
  private let arguments: [KernelArgument]

  init(
    image: Tensor, alpha: Tensor?, target: Tensor, validity: Tensor?, comparison: KernelComparison,
    launcher: any KernelLauncher
  ) {
    func plain(_ tensor: Tensor) -> Tensor { tensor.detached().contiguous() }
    self.image = plain(image)
    self.alpha = alpha.map(plain)
    (self.comparison, self.launcher) = (comparison, launcher)
    let isBytes = target.dtype == .uint8
    arguments = [
      .structure(comparison), .tensor(self.image), .optional(self.alpha),
      isBytes ? .null : .tensor(plain(target)), isBytes ? .tensor(plain(target)) : .null,
      .optional(validity.map(plain)),
    ]
  }

  /// The sums of differences and similarities over all pixels and channels, float64 `[2]`, and what backward needs.
  func forward(notesDerivatives: Bool) throws -> (sums: Tensor, derivatives: Tensor?) {
    let (device, shape) = (launcher.device, image.shape)
    let derivatives =
      notesDerivatives ? Tensor.empty([3, shape[2], shape[0], shape[1]], device: device) : nil
    let sums = Tensor.empty([comparison.blocks, 2], device: device)
    try launcher.launch(
      "comparePhotometry", blocks: comparison.blocks, threads: KernelComparison.threads,
      arguments + [.optional(derivatives), .tensor(sums)])
    return (sums.to(.float64).sum([0]), derivatives)
  }

  /// The gradients of the image and, where there is one, its coverage.
  func backward(_ derivatives: Tensor, upstream: Tensor) throws -> [Tensor?] {
    let byImage = Tensor.empty(image.shape, device: launcher.device)
    let byAlpha = alpha.map { Tensor.empty($0.shape, device: launcher.device) }
    try launcher.launch(
      "photometryBackward", blocks: comparison.blocks, threads: KernelComparison.threads,
      arguments + [
        .tensor(derivatives), .tensor(upstream.to(.float32).contiguous()), .tensor(byImage),
        .optional(byAlpha),
      ])
    return [byImage] + (byAlpha.map { [$0] } ?? [])
  }
}
