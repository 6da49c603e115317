/// How close a picture, or a region of it, comes to the true one.
public struct ImageMetrics: Sendable, Equatable, Codable {
  /// In decibels; higher is better: see ``PeakSignalToNoise``.
  public var psnr: Double
  /// At most 1; higher is better: see ``StructuralSimilarityMap``.
  public var ssim: Double
  /// Lower is better; none without a perceptual metric, or of a region if the metric gives no map.
  public var perceptual: Double?

  /// Puts figures together.
  public init(psnr: Double, ssim: Double, perceptual: Double? = nil) {
    self.psnr = psnr
    self.ssim = ssim
    self.perceptual = perceptual
  }

  /// The means of some pictures' figures, of the perceptual ones where they are there; none of no pictures.
  static func mean(_ metrics: [ImageMetrics]) -> ImageMetrics? {
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    guard let psnr = mean(metrics.map(\.psnr)), let ssim = mean(metrics.map(\.ssim)) else { return nil }
    return ImageMetrics(psnr: psnr, ssim: ssim, perceptual: mean(metrics.compactMap(\.perceptual)))
  }
}
