import Images

/// The structural similarity index (Wang, Bovik, Sheikh and Simoncelli 2004, equation 13) at every pixel.
///
/// As scikit-image computes it with `gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
/// data_range=1, channel_axis=2`: a Gaussian window of 11 taps, borders mirrored with the edge pixel repeated,
/// channels averaged.
public struct StructuralSimilarityMap: Sendable {
  /// The index at each pixel, averaged over channels.
  public let grid: PixelGrid<Double>

  private static let radius = 5
  private static let sigma = 1.5
  private static let luminance = 0.01 * 0.01
  private static let contrast = 0.03 * 0.03

  /// Compares two pictures.
  /// - Throws: ``MetricsError`` if they are smaller than the window, 11x11.
  public init(_ images: ComparedImages) throws {
    let window = 2 * Self.radius + 1
    guard images.width >= window, images.height >= window else {
      throw MetricsError(
        "SSIM needs images of at least \(window)x\(window) pixels, not \(images.width)x\(images.height)")
    }
    let blur = GaussianBlur(
      sigma: Self.sigma, radius: Self.radius, width: images.width, height: images.height)
    var map = PixelGrid<Double>(width: images.width, height: images.height, channels: 1, repeating: 0)
    for channel in 0..<3 {
      let index = Self.index(
        Self.plane(images.rendered, channel), Self.plane(images.truth, channel), blur)
      for pixel in index.indices { map.values[pixel] += index[pixel] / 3 }
    }
    grid = map
  }

  /// The mean over the picture without its border of 5 pixels, where the window would leave it.
  public var mean: Double {
    let (columns, rows) = (Self.radius..<grid.width - Self.radius, Self.radius..<grid.height - Self.radius)
    let sum = rows.reduce(0.0) { sum, y in columns.reduce(sum) { $0 + grid.values[y * grid.width + $1] } }
    return sum / Double(columns.count * rows.count)
  }

  /// The mean of the map over the pixels of `mask`; none where it has none.
  /// - Throws: ``MetricsError`` if `mask` is of another size.
  public func mean(in mask: RegionMask) throws -> Double? {
    try grid.mean(in: mask)
  }

  private static func plane(_ image: Image, _ channel: Int) -> [Double] {
    (0..<image.width * image.height).map { Double(image.values[$0 * 3 + channel]) }
  }

  private static func index(_ a: [Double], _ b: [Double], _ blur: GaussianBlur) -> [Double] {
    let (meanA, meanB) = (blur(a), blur(b))
    let squaresA = blur(zip(a, a).map(*))
    let squaresB = blur(zip(b, b).map(*))
    let products = blur(zip(a, b).map(*))
    return a.indices.map { pixel in
      let (x, y) = (meanA[pixel], meanB[pixel])
      let covariance = products[pixel] - x * y
      let variances = squaresA[pixel] - x * x + squaresB[pixel] - y * y
      return (2 * x * y + luminance) * (2 * covariance + contrast)
        / ((x * x + y * y + luminance) * (variances + contrast))
    }
  }
}
