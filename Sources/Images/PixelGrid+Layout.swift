extension PixelGrid {
  /// Columns and rows.
  public var size: ImageSize { ImageSize(width: width, height: height) }

  /// The rectangle of the given size whose top left pixel is at column `x`, row `y`; it must lie inside.
  public func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) -> Self {
    precondition(
      x >= 0 && y >= 0 && newWidth >= 0 && newHeight >= 0 && x + newWidth <= width
        && y + newHeight <= height, "a crop lies inside its image")
    var cropped: [Scalar] = []
    cropped.reserveCapacity(newWidth * newHeight * channels)
    for row in y..<(y + newHeight) {
      let start = (row * width + x) * channels
      cropped += values[start..<(start + newWidth * channels)]
    }
    return Self(width: newWidth, height: newHeight, channels: channels, values: cropped)
  }

  /// The grid at another size, each pixel the one of the old grid under its centre: for labels and depth.
  public func resizedNearest(width newWidth: Int, height newHeight: Int) -> Self {
    precondition(newWidth > 0 && newHeight > 0 && width > 0 && height > 0, "an image has pixels")
    // The centre of pixel i lies at (2i + 1) / (2 newWidth) of the width.
    let columns = (0..<newWidth).map { (2 * $0 + 1) * width / (2 * newWidth) }
    var resized: [Scalar] = []
    resized.reserveCapacity(newWidth * newHeight * channels)
    for row in 0..<newHeight {
      let source = (2 * row + 1) * height / (2 * newHeight)
      for column in columns {
        let start = (source * width + column) * channels
        for channel in 0..<channels { resized.append(values[start + channel]) }
      }
    }
    return Self(width: newWidth, height: newHeight, channels: channels, values: resized)
  }
}
