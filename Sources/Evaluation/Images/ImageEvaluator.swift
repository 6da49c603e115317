import Images

/// Measures rendered pictures against true ones, region by region.
public struct ImageEvaluator: Sendable {
  /// The perceptual metric; none where there is none.
  public let perceptual: (any PerceptualMetric)?

  /// Measures with PSNR, SSIM and, where it is there, `perceptual`.
  public init(perceptual: (any PerceptualMetric)?) { self.perceptual = perceptual }

  /// Measures one picture.
  ///
  /// Of the full image: PSNR over all pixels, SSIM without the border (``StructuralSimilarityMap/mean``), the
  /// perceptual metric's own number. Of a region: PSNR over its pixels, and the means of the maps of SSIM and of
  /// the perceptual distance over its pixels. Both maps come from the whole pictures: nothing is masked out
  /// before, so no edges arise that are not there.
  ///
  /// - Parameters:
  ///   - rendered: What was rendered, three channels.
  ///   - truth: What it should be, of the same size.
  ///   - labels: What is seen where, of the same size; without them only the full image is measured.
  /// - Returns: The figures of each region that has pixels.
  /// - Throws: ``MetricsError`` if sizes or channels do not fit, and what the perceptual metric throws.
  public func measure(
    rendered: Image, truth: Image, labels: LabelImage? = nil
  ) throws -> [Region: ImageMetrics] {
    let images = try ComparedImages(rendered: rendered, truth: truth)
    let similarity = try StructuralSimilarityMap(images)
    let distance = try perceptual?.distance(images)
    var metrics: [Region: ImageMetrics] = [:]
    metrics[.full] = try PeakSignalToNoise.ratio(images).map { ratio in
      ImageMetrics(psnr: ratio, ssim: similarity.mean, perceptual: distance?.mean)
    }
    guard let labels else { return metrics }
    for region in Region.allCases where region != .full {
      let mask = RegionMask(region, in: labels)
      guard let ratio = try PeakSignalToNoise.ratio(images, in: mask),
        let index = try similarity.mean(in: mask)
      else { continue }
      metrics[region] = ImageMetrics(psnr: ratio, ssim: index, perceptual: try distance?.map?.mean(in: mask))
    }
    return metrics
  }
}
