import Splatting
import Tensors

extension TrainingFrame {
  /// How far a rendering is from the recorded image.
  ///
  /// (1 - λ) L1 + λ (1 - SSIM) between `rendering` over `background` and the recorded image (Kerbl et al. 2023,
  /// Eq. 7), where there is an image.
  /// - Parameter ssimWeight: λ.
  func photometricLoss(of rendering: Rendering, background: SIMD3<Float>, ssimWeight: Double) -> Tensor {
    guard FusedPhotometry.canTake(rendering.color, recorded) else {
      return StepProfile.measure("loss") { loss(byTensors: rendering, background, ssimWeight) }
    }
    return FusedPhotometry.loss(
      of: rendering.color, alpha: rendering.alpha, background: background, target: recorded,
      validity: validity,
      similarityWeight: ssimWeight)
  }

  /// The same by tensor operations, for other devices.
  private func loss(byTensors rendering: Rendering, _ background: SIMD3<Float>, _ ssimWeight: Double)
    -> Tensor
  {
    var rendered = rendering.composited(over: Tensor([background.x, background.y, background.z]))
    var recorded = image
    if let validity {
      // Outside, both are black: no difference, and no gradient.
      rendered *= validity.unsqueezed(-1)
      recorded *= validity.unsqueezed(-1)
    }
    return ImageLoss.photometric(rendered, recorded, similarityWeight: ssimWeight)
  }
}
