import Images

/// A rendered picture beside the true one: same size, three channels, rounded to 8 bits.
///
/// Rounding as ``ImageFile`` writes, so that pictures in memory and their PNG files measure the same.
public struct ComparedImages: Sendable {
  /// What was rendered, of values k/255.
  public let rendered: Image
  /// What it should be, of values k/255.
  public let truth: Image

  /// Pairs two pictures.
  /// - Throws: ``MetricsError`` if their sizes differ or either is not in red, green and blue.
  public init(rendered: Image, truth: Image) throws {
    guard (rendered.width, rendered.height) == (truth.width, truth.height) else {
      throw MetricsError(
        "the rendered image is \(rendered.width)x\(rendered.height) pixels, "
          + "the true one \(truth.width)x\(truth.height)")
    }
    guard rendered.channels == 3, truth.channels == 3 else {
      throw MetricsError(
        "the rendered image has \(rendered.channels) channels, the true one \(truth.channels); "
          + "both must be red, green and blue")
    }
    self.rendered = Self.rounded(rendered)
    self.truth = Self.rounded(truth)
  }

  /// Columns.
  public var width: Int { truth.width }

  /// Rows.
  public var height: Int { truth.height }

  private static func rounded(_ image: Image) -> Image {
    Image(
      width: image.width, height: image.height, channels: image.channels,
      values: image.quantized(UInt8.self).values.map { Float($0) / 255 })
  }

  /// Checks that `mask` is of the pictures' size.
  /// - Throws: ``MetricsError`` if it is not.
  func check(_ mask: RegionMask) throws {
    guard (mask.width, mask.height) == (width, height) else {
      throw MetricsError(
        "the mask is \(mask.width)x\(mask.height) pixels, the images \(width)x\(height)")
    }
  }
}
