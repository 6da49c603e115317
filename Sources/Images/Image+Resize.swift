extension PixelGrid where Scalar == Float {
  /// The image at another size: area averages where an axis shrinks, bilinear where it grows.
  ///
  /// Colours with alpha are averaged as alpha weighs them. Depth and labels need
  /// ``PixelGrid/resizedNearest(width:height:)``: their averages mean nothing.
  public func resized(width newWidth: Int, height newHeight: Int) -> Self {
    precondition(newWidth > 0 && newHeight > 0 && width > 0 && height > 0, "an image has pixels")
    if newWidth == width && newHeight == height { return self }
    let source = channels == 4 ? premultiplied() : self
    let resized = source.resizedColumns(to: newWidth).resizedRows(to: newHeight)
    return channels == 4 ? resized.unpremultiplied() : resized
  }

  private func resizedColumns(to newWidth: Int) -> Self {
    if newWidth == width { return self }
    let plan = ResamplingWeights(from: width, to: newWidth)
    var result = Self(width: newWidth, height: height, channels: channels, repeating: 0)
    values.withUnsafeBufferPointer { source in
      result.values.withUnsafeMutableBufferPointer { target in
        for column in 0..<newWidth {
          for (offset, weight) in plan.weights[column].enumerated() {
            var from = (plan.starts[column] + offset) * channels
            var to = column * channels
            for _ in 0..<height {
              for channel in 0..<channels { target[to + channel] += weight * source[from + channel] }
              from += width * channels
              to += newWidth * channels
            }
          }
        }
      }
    }
    return result
  }

  private func resizedRows(to newHeight: Int) -> Self {
    if newHeight == height { return self }
    let plan = ResamplingWeights(from: height, to: newHeight)
    let rowSize = width * channels
    var result = Self(width: width, height: newHeight, channels: channels, repeating: 0)
    values.withUnsafeBufferPointer { source in
      result.values.withUnsafeMutableBufferPointer { target in
        for row in 0..<newHeight {
          for (offset, weight) in plan.weights[row].enumerated() {
            let (from, to) = ((plan.starts[row] + offset) * rowSize, row * rowSize)
            for index in 0..<rowSize { target[to + index] += weight * source[from + index] }
          }
        }
      }
    }
    return result
  }
}
