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

  /// The means as a table, one line a region.
  ///
  /// Without a perceptual metric the table says so and how to get one.
  public var table: FigureTable {
    let rows = Region.allCases.compactMap { region in
      mean[region].map { mean in
        [
          region.title, Self.decimal(mean.psnr, 2), Self.decimal(mean.ssim, 4),
          mean.perceptual.map { Self.decimal($0, 4) } ?? "–", "\(frames.count { $0.regions[region] != nil })",
        ]
      }
    }
    let remedy = "No perceptual metric: supply LPIPS with `--lpips FILE`, or run `make setup` for ST-LPIPS."
    return FigureTable(
      title: title,
      columns: ["Region", "PSNR (dB) ↑", "SSIM ↑", "\(perceptualMetric ?? "LPIPS") ↓", "Frames"], rows: rows,
      notes: perceptualMetric == nil ? [remedy] : [])
  }

  /// ``table`` in Markdown, with a heading.
  public func markdown() -> String { table.markdown() }

  /// `value` with `places` decimal places.
  private static func decimal(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
