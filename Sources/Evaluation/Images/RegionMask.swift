import Images

/// The pixels of a region.
public struct RegionMask: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Whether each pixel counts, row by row.
  public let pixels: [Bool]
  /// How many pixels count.
  public let count: Int

  /// The pixels of `region` in `labels`; the first channel is read.
  public init(_ region: Region, in labels: LabelImage) {
    width = labels.width
    height = labels.height
    let channels = labels.channels
    pixels = (0..<width * height).map { region.contains(labels.values[$0 * channels]) }
    count = pixels.count { $0 }
  }
}
