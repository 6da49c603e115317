import Foundation
import Splatting
import Tensors

extension TrainingFrame {
  /// How far a rendering is from the recorded image.
  ///
  /// (1 - λ) L1 + λ (1 - SSIM) between `rendering` over `background` and the recorded image (Kerbl et al. 2023,
  /// Eq. 7), where there is an image.
  /// - Parameters:
  ///   - ssimWeight: λ.
  ///   - part: how much of each recorded pixel is to be fitted, `[H, W]` in 0...1; the rest counts as black.
  ///   - cutsRendering: whether what is rendered outside of `part` does not count, in place of having to be black.
  /// - Throws: what the device says that does not take a kernel.
  func photometricLoss(
    of rendering: Rendering, background: SIMD3<Float>, ssimWeight: Double, part: Tensor? = nil,
    cutsRendering: Bool = false
  ) throws -> Tensor {
    var (target, counted) = (recorded, validity)
    if let part {
      if cutsRendering {
        counted = validity.map { $0 * part } ?? part
      } else {
        target = image * part.unsqueezed(-1)
      }
    }
    if let photometry, photometry.canTake(rendering.color, target) {
      return try photometry.loss(
        of: rendering.color, alpha: rendering.alpha, background: background, target: target,
        validity: counted,
        similarityWeight: ssimWeight)
    }
    guard FusedPhotometry.canTake(rendering.color, target) else {
      return StepProfile.measure("loss") {
        Self.loss(byTensors: rendering, background, target, counted, ssimWeight)
      }
    }
    return FusedPhotometry.loss(
      of: rendering.color, alpha: rendering.alpha, background: background, target: target, validity: counted,
      similarityWeight: ssimWeight)
  }

  /// The same by tensor operations, for images of other kinds.
  private static func loss(
    byTensors rendering: Rendering, _ background: SIMD3<Float>, _ target: Tensor, _ counted: Tensor?,
    _ ssimWeight: Double
  ) -> Tensor {
    var rendered = rendering.composited(over: background)
    var recorded = target.dtype == .uint8 ? target.to(.float32) / 255 : target
    if let counted {
      // Outside, both are black: no difference, and no gradient.
      rendered *= counted.unsqueezed(-1)
      recorded *= counted.unsqueezed(-1)
    }
    return ImageLoss.photometric(rendered, recorded, similarityWeight: ssimWeight)
  }

  /// The peak signal-to-noise ratio of `rendering` over `background`, dB, where there is an image.
  func peakSignalToNoise(of rendering: Rendering, background: SIMD3<Float>) -> Double {
    let rendered = rendering.composited(over: background)
    let squares = (rendered.clamped(min: 0, max: 1) - image).squared().mean([-1])
    let error = validity.map { (squares * $0).sum() / $0.sum().clamped(min: 1) } ?? squares.mean()
    return -10 * log10(max(error.item(), 1e-10))
  }
}
