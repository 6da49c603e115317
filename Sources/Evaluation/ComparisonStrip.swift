import Images

/// Pictures that show a rendering beside the truth.
public enum ComparisonStrip {
  /// The error that has the brightest colour: a fifth of the range of colours.
  static let brightestError: Float = 0.2

  /// Truth, rendering and their absolute difference (mean over channels) in colour, side by side.
  public static func image(truth: Image, rendered: Image) -> Image {
    .strip([truth, rendered, error(truth: truth, rendered: rendered)], gap: 4)
  }

  /// The absolute difference of two pictures of one size (mean over channels), in colour.
  static func error(truth: Image, rendered: Image) -> Image {
    var error = Image(width: truth.width, height: truth.height, channels: 1, repeating: 0)
    for pixel in error.values.indices {
      let differences = (0..<3).map { abs(truth.values[pixel * 3 + $0] - rendered.values[pixel * 3 + $0]) }
      error.values[pixel] = differences.reduce(0, +) / 3
    }
    return ColorMap.image(of: error, range: 0...brightestError)
  }
}
