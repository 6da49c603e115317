/// A rectangle of pixels, row by row from the top left, channels interleaved.
///
/// The value at column `x`, row `y`, channel `c` is `values[(y * width + x) * channels + c]`.
public struct PixelGrid<Scalar: Sendable & Equatable>: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Values a pixel: 1 grey, 3 red-green-blue, 4 with alpha.
  public let channels: Int
  /// `height * width * channels` values.
  public var values: [Scalar]

  /// Wraps `values`, which must number `width * height * channels`.
  public init(width: Int, height: Int, channels: Int, values: [Scalar]) {
    precondition(values.count == width * height * channels, "a pixel grid's values must fill it")
    self.width = width
    self.height = height
    self.channels = channels
    self.values = values
  }

  /// A grid filled with one value.
  public init(width: Int, height: Int, channels: Int, repeating value: Scalar) {
    self.init(
      width: width, height: height, channels: channels,
      values: Array(repeating: value, count: width * height * channels))
  }

  /// The value at column `x`, row `y`, channel `channel`.
  @inlinable
  public subscript(x: Int, y: Int, channel: Int = 0) -> Scalar {
    get { values[(y * width + x) * channels + channel] }
    set { values[(y * width + x) * channels + channel] = newValue }
  }
}

/// Colours in 0...1 as coded in the file (sRGB, not linear light); alpha, where there, is not premultiplied.
public typealias Image = PixelGrid<Float>

/// One label a pixel: 0 background, 1 right hand, 2 left hand, 3 object, 4 second object.
public typealias LabelImage = PixelGrid<UInt8>

/// Distance along the camera's axis in metres, one channel; 0 where unknown.
public typealias DepthImage = PixelGrid<Float>
