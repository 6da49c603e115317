import Foundation
import Tensors

/// The structural similarity of images with values in 0...1.
///
/// Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity", equation 13.
/// The window is a Gaussian; outside the image it sees zeros, as in the training code of 3D Gaussian
/// splatting.
public enum StructuralSimilarity {
  /// The window's side, pixels.
  public static let windowSize = 11
  /// The window's standard deviation, pixels.
  public static let windowDeviation = 1.5
  /// (0.01)², which steadies the ratio of means.
  public static let meanConstant = 0.01 * 0.01
  /// (0.03)², which steadies the ratio of variances.
  public static let varianceConstant = 0.03 * 0.03

  /// The window along one axis; its sum is 1.
  public static let window: [Float] = {
    let middle = windowSize / 2
    let weights = (0..<windowSize).map { position in
      exp(-pow(Double(position - middle), 2) / (2 * windowDeviation * windowDeviation))
    }
    let sum = weights.reduce(0, +)
    return weights.map { Float($0 / sum) }
  }()

  /// The mean similarity of two images `[H, W, C]` by tensor operations, differentiable by both; the
  /// reference for faster forms.
  public static func mean(_ a: Tensor, _ b: Tensor) -> Tensor { map(a, b).mean() }

  /// The similarity at each pixel `[C, 1, H, W]` of two images `[H, W, C]`.
  static func map(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (x, y) = (planes(of: a), planes(of: b))
    let (meanX, meanY) = (filtered(x), filtered(y))
    let varianceX = filtered(x * x) - meanX * meanX
    let varianceY = filtered(y * y) - meanY * meanY
    let covariance = filtered(x * y) - meanX * meanY
    let numerator = (meanX * meanY * 2 + meanConstant) * (covariance * 2 + varianceConstant)
    let denominator =
      (meanX * meanX + meanY * meanY + meanConstant) * (varianceX + varianceY + varianceConstant)
    return numerator / denominator
  }

  private static func planes(of image: Tensor) -> Tensor { image.permuted([2, 0, 1]).unsqueezed(1) }

  private static func filtered(_ planes: Tensor) -> Tensor {
    let kernel = Tensor(window).to(planes.device).to(planes.dtype)
    let (size, middle) = (windowSize, windowSize / 2)
    return
      planes
      .convolved(weight: kernel.reshaped([1, 1, 1, size]), padding: [0, middle])
      .convolved(weight: kernel.reshaped([1, 1, size, 1]), padding: [middle, 0])
  }
}
