import Images
import Tensors

/// Cuts regions out of images for a network, as MediaPipe's `ImageToTensorCalculator` does on a processor.
struct RegionSampler: Sendable {
  /// Width and height of what is cut out, pixels.
  let size: Int
  let border: BilinearPlace.Border

  /// The region upright, `[1, 3, size, size]`, interpolated bilinearly; the channels are last in memory.
  ///
  /// Pixel i is read half a pixel and i steps from the region's edge, however long a step: so does MediaPipe, and
  /// its networks' results on its crops are what ours are held against.
  ///
  /// - Parameters:
  ///   - region: a usable one.
  ///   - image: grey or coloured; alpha is not read.
  func cut(_ region: ImageRegion, from image: Image) -> Tensor {
    let step = region.size / Float(size)
    let (right, down) = (step * region.axes.right, step * region.axes.down)
    let corner = region.imagePoint(.zero)
    // Grey counts as each of the three colours.
    let (green, blue) = image.channels < 3 ? (0, 0) : (1, 2)
    var crop = [Float](repeating: 0, count: size * size * 3)
    var start = 0
    image.values.withUnsafeBufferPointer { pixels in
      for row in 0..<size {
        for column in 0..<size {
          let position = corner + Float(column) * right + Float(row) * down
          let place = BilinearPlace(position, in: image, border: border)
          crop[start] = place.value(pixels, channel: 0)
          crop[start + 1] = place.value(pixels, channel: green)
          crop[start + 2] = place.value(pixels, channel: blue)
          start += 3
        }
      }
    }
    return Tensor(crop, shape: [1, size, size, 3]).permuted([0, 3, 1, 2])
  }
}
