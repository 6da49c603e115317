import Foundation

/// The figures of a scene's pictures: of each frame, and their means.
public struct MetricsTable: Sendable, Equatable, Codable {
  /// The figures of one frame.
  public struct Frame: Sendable, Equatable, Codable {
    /// The frame's name.
    public var name: String
    /// Figures of each region that has pixels in it.
    public var regions: [Region: ImageMetrics]

    /// Puts a frame's figures together.
    public init(name: String, regions: [Region: ImageMetrics]) {
      self.name = name
      self.regions = regions
    }
  }

  /// What was measured.
  public let title: String
  /// The perceptual metric's name; none if there was none.
  public let perceptualMetric: String?
  /// The frames in the order measured.
  public let frames: [Frame]
  /// The mean over the frames in which a region has pixels; every frame weighs the same.
  public let mean: [Region: ImageMetrics]

  /// Puts a table together and computes the means.
  public init(title: String, perceptualMetric: String?, frames: [Frame]) {
    self.title = title
    self.perceptualMetric = perceptualMetric
    self.frames = frames
    let means = Region.allCases.map { region in
      (region, ImageMetrics.mean(frames.compactMap { $0.regions[region] }))
    }
    mean = Dictionary(uniqueKeysWithValues: means.compactMap { region, mean in mean.map { (region, $0) } })
  }

  /// The means as a table in Markdown, one line a region, with a heading.
  ///
  /// Without a perceptual metric the table says so and how to get one.
  public func markdown() -> String {
    let metric = perceptualMetric ?? "LPIPS"
    var lines = [
      "### \(title)", "",
      "| Region | PSNR (dB) ↑ | SSIM ↑ | \(metric) ↓ | Frames |", "|:--|--:|--:|--:|--:|",
    ]
    for region in Region.allCases {
      guard let mean = mean[region] else { continue }
      let count = frames.count { $0.regions[region] != nil }
      let figures = [
        Self.decimal(mean.psnr, 2), Self.decimal(mean.ssim, 4),
        mean.perceptual.map { Self.decimal($0, 4) } ?? "–",
      ]
      lines.append("| \(region.title) | \(figures.joined(separator: " | ")) | \(count) |")
    }
    if perceptualMetric == nil {
      lines += [
        "",
        "No perceptual metric: supply LPIPS with `--lpips FILE`, or run `make setup` for ST-LPIPS.",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `value` with `places` decimal places.
  private static func decimal(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
