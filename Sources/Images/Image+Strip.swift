extension PixelGrid where Scalar == Float {
  /// Images of equal height side by side, with `gap` white columns between them.
  ///
  /// Grey images become coloured beside coloured ones; opaque images get alpha 1 beside ones with alpha.
  public static func strip(_ images: [Self], gap: Int = 0) -> Self {
    guard let first = images.first else { return Self(width: 0, height: 0, channels: 3, values: []) }
    precondition(images.allSatisfy { $0.height == first.height }, "images in a strip are equally high")
    let channels = images.reduce(1) { max($0, $1.channels) }
    let alike = images.map { $0.expanded(to: channels) }
    let space = [Float](repeating: 1, count: gap * channels)
    var values: [Float] = []
    for row in 0..<first.height {
      for (index, image) in alike.enumerated() {
        if index > 0 { values += space }
        let rowSize = image.width * channels
        values += image.values[(row * rowSize)..<((row + 1) * rowSize)]
      }
    }
    let width = images.reduce(gap * (images.count - 1)) { $0 + $1.width }
    return Self(width: width, height: first.height, channels: channels, values: values)
  }

  /// The image with more channels: grey repeated as colour, alpha 1.
  func expanded(to count: Int) -> Self {
    if count <= channels { return self }
    var expanded: [Float] = []
    expanded.reserveCapacity(width * height * count)
    for pixel in 0..<(width * height) {
      let start = pixel * channels
      for channel in 0..<count {
        expanded.append(channel == 3 ? 1 : values[start + (channels == 1 ? 0 : channel)])
      }
    }
    return Self(width: width, height: height, channels: count, values: expanded)
  }
}
