import Tensors

/// What a rendered image is compared with a recorded one by: each gives a tensor of no dimensions.
public enum ImageLoss {
  /// The mean absolute difference of colours.
  ///
  /// - Parameters:
  ///   - image: rendered, `[H, W, 3]`; gradients flow to it.
  ///   - target: recorded, `[H, W, 3]`.
  ///   - weights: what each pixel counts, `[H, W]`, such as a mask; without any weight at all the loss is 0.
  public static func l1(_ image: Tensor, _ target: Tensor, weights: Tensor? = nil) -> Tensor {
    weightedMean((image - target).abs().mean([-1]), weights)
  }

  /// The structural similarity, 1 for equal images: ``StructuralSimilarity``, in the fastest form that there
  /// is.
  ///
  /// - Parameters:
  ///   - image: rendered, `[H, W, 3]`, 0...1; gradients flow to it.
  ///   - target: recorded, `[H, W, 3]`, 0...1; none flow to it.
  public static func structuralSimilarity(_ image: Tensor, _ target: Tensor) -> Tensor {
    FusedPhotometry.canTake(image, target)
      ? 1 - FusedPhotometry.loss(of: image, target: target, similarityWeight: 1)
      : StructuralSimilarity.mean(image, target)
  }

  /// (1 - λ) L1 + λ (1 - SSIM).
  ///
  /// Kerbl et al. 2023, equation 7.
  /// - Parameters:
  ///   - image: rendered, `[H, W, 3]`, 0...1; gradients flow to it.
  ///   - target: recorded, `[H, W, 3]`, 0...1; none flow to it.
  ///   - similarityWeight: λ.
  ///   - weights: what each pixel counts in L1, `[H, W]`; the similarity is of whole images.
  public static func photometric(
    _ image: Tensor, _ target: Tensor, similarityWeight: Double = 0.2, weights: Tensor? = nil
  ) -> Tensor {
    guard similarityWeight > 0 else { return l1(image, target, weights: weights) }
    guard weights == nil, FusedPhotometry.canTake(image, target) else {
      return l1(image, target, weights: weights) * (1 - similarityWeight)
        + (1 - structuralSimilarity(image, target)) * similarityWeight
    }
    return FusedPhotometry.loss(of: image, target: target, similarityWeight: similarityWeight)
  }

  /// The mean absolute difference between rendered and known depths, metres, where both are known.
  ///
  /// - Parameters:
  ///   - rendering: its depth is divided by its alpha; pixels less than ``leastCoverage`` covered do not
  ///     count.
  ///   - known: distances along the camera's axis `[H, W]`, metres, 0 (or not finite) where unknown.
  ///   - weights: what each pixel counts, `[H, W]`, such as a mask.
  public static func depth(_ rendering: Rendering, known: Tensor, weights: Tensor? = nil) -> Tensor {
    let alpha = rendering.alpha
    let usable = (alpha.detached() .>= leastCoverage) .& known.isFinite() .& (known .> 0)
    // Both sides of a choice are differentiated: the one not taken must be finite too.
    let depths = rendering.depth / usable.choose(alpha, else: alpha.onesLike())
    let differences = (depths - usable.choose(known, else: depths.detached())).abs()
    let counted = usable.to(alpha.dtype)
    return weightedMean(differences, weights.map { $0 * counted } ?? counted)
  }

  /// The mean absolute difference between rendered coverage and labels.
  ///
  /// - Parameters:
  ///   - coverage: rendered alpha or label channels, `[H, W]` or `[H, W, E]`, 0...1.
  ///   - labels: of the same shape, 0...1.
  ///   - weights: what each element counts; of a shape that broadcasts to theirs.
  public static func mask(_ coverage: Tensor, _ labels: Tensor, weights: Tensor? = nil) -> Tensor {
    weightedMean((coverage - labels).abs(), weights)
  }

  /// The mean binary cross entropy of rendered coverage and labels, in nats.
  ///
  /// - Parameters:
  ///   - coverage: rendered alpha or label channels, `[H, W]` or `[H, W, E]`; held within 1e-6 of 0 and 1,
  ///     outside of which no gradient flows.
  ///   - labels: of the same shape, 0...1.
  ///   - weights: what each element counts; of a shape that broadcasts to theirs.
  public static func crossEntropy(_ coverage: Tensor, _ labels: Tensor, weights: Tensor? = nil) -> Tensor {
    let likely = coverage.clamped(min: 1e-6, max: 1 - 1e-6)
    return weightedMean(-(labels * likely.log() + (1 - labels) * (1 - likely).log()), weights)
  }

  /// The coverage below which a pixel's rendered depth means nothing.
  public static let leastCoverage = 0.1

  private static func weightedMean(_ values: Tensor, _ weights: Tensor?) -> Tensor {
    guard let weights else { return values.mean() }
    let spread = weights.to(values.dtype).expanded(values.shape)
    return (values * spread).sum() / spread.sum().clamped(min: 1e-8)
  }
}
