import Tensors

/// The photometric loss of a rendering and its gradient in one pass: what it covers is put over a background, and
/// compared with the recorded image by absolute differences and ``StructuralSimilarity``; equal to tensor operations
/// up to rounding.
public enum FusedPhotometry {
  /// Whether the images are such that ``loss(of:alpha:background:target:validity:similarityWeight:)`` takes them: of
  /// one shape `[H, W, C]` with pixels and at most three channels, on the CPU, single precision (the target also in
  /// bytes), and no gradient asked for the target's.
  public static func canTake(_ image: Tensor, _ target: Tensor) -> Bool {
    canTake(image, target, on: .cpu)
  }

  static func canTake(_ image: Tensor, _ target: Tensor, on device: Device) -> Bool {
    let shape = image.shape
    return shape.count == 3 && (1...3).contains(shape[2]) && image.count > 0 && shape == target.shape
      && image.dtype == .float32 && (target.dtype == .float32 || target.dtype == .uint8)
      && image.device == device && target.device == device && !target.requiresGradient
  }

  /// (1 - λ) L1 + λ (1 - SSIM), a tensor of no dimensions.
  ///
  /// Kerbl et al. 2023, equation 7. The result does not depend on the number of threads, of which there are as many
  /// as LibTorch uses.
  /// - Parameters:
  ///   - image: rendered colours `[H, W, C]`; gradients flow to them.
  ///   - alpha: how much of each pixel they cover `[H, W]`, the rest shows `background`; gradients flow to it.
  ///     None: all of it.
  ///   - background: a colour, of which as many channels count as there are.
  ///   - target: recorded colours `[H, W, C]`, 0...1, or bytes of 0...255.
  ///   - validity: what both images are multiplied with `[H, W]`, if anything.
  ///   - similarityWeight: λ.
  public static func loss(
    of image: Tensor, alpha: Tensor? = nil, background: SIMD3<Float> = .zero, target: Tensor,
    validity: Tensor? = nil, similarityWeight: Double
  ) -> Tensor {
    require(canTake(image, target), "images that the fused comparison does not take")
    let inputs = [image] + (alpha.map { [$0] } ?? [])
    let needsGradient = Tensor.recordsGradients && inputs.contains(where: \.requiresGradient)
    return CustomFunction.apply("loss", inputs: inputs) {
      let gradients = needsGradient ? inputs.map { Tensor.empty($0.shape) } : []
      let pass = PhotometryPass(
        image: image.detached().contiguous(), alpha: alpha?.detached().contiguous(), background: background,
        target: target.contiguous(), validity: validity?.contiguous(), similarityWeight: similarityWeight)
      let loss = pass.run(gradients: gradients, threads: LibTorch.threadCount)
      return (
        [Tensor(loss)],
        { upstream in
          let factor = upstream[0]?.item() ?? 0
          return gradients.map { factor == 1 ? $0 : $0 * factor }
        }
      )
    }[0]
  }
}
