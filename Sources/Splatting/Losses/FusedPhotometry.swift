import Tensors

/// The mean absolute difference and the structural similarity of two images in one pass over both, and the
/// gradients of both in a second; equal to ``StructuralSimilarity/mean(_:_:)`` up to rounding.
public enum FusedPhotometry {
  /// Whether the images are such that ``compare(_:_:)`` takes them: of one shape `[H, W, C]` with pixels and
  /// at most three channels, single precision, on the CPU, and no gradient asked for the target's.
  public static func canTake(_ image: Tensor, _ target: Tensor) -> Bool {
    let shape = image.shape
    return shape.count == 3 && (1...3).contains(shape[2]) && image.count > 0 && shape == target.shape
      && image.dtype == .float32 && target.dtype == .float32 && image.device == .cpu && target.device == .cpu
      && !target.requiresGradient
  }

  /// The mean of |image - target| and the mean structural similarity, tensors of no dimensions.
  ///
  /// The result does not depend on the number of threads, of which there are as many as LibTorch uses.
  /// - Parameters:
  ///   - image: `[H, W, C]`; gradients flow to it.
  ///   - target: `[H, W, C]`; none flow to it.
  public static func compare(_ image: Tensor, _ target: Tensor) -> (difference: Tensor, similarity: Tensor) {
    require(canTake(image, target), "images that the fused comparison does not take")
    let outputs = CustomFunction.apply("loss", inputs: [image]) {
      let pair = PhotometryPass(
        image: image.detached().contiguous(), target: target.contiguous(), threads: LibTorch.threadCount)
      let derivatives = image.requiresGradient ? Tensor.empty([3] + image.shape) : nil
      let means = pair.forward(derivatives: derivatives)
      return (
        [Tensor(means.difference), Tensor(means.similarity)],
        { gradients in
          guard let derivatives else { return [nil] }
          return [
            pair.backward(
              derivatives: derivatives, difference: gradients[0]?.item() ?? 0,
              similarity: gradients[1]?.item() ?? 0)
          ]
        }
      )
    }
    return (outputs[0], outputs[1])
  }
}
