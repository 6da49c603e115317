/// What a camera that stands still sees where nothing is in front of the scene.
struct Plate: Sendable {
  /// The colours; meaningless where `isKnown` is false.
  private let image: WorkingImage
  private let isKnown: [Bool]

  /// Frames that have to show a pixel of the scene.
  private static let leastFrames = 3
  /// The windows in which shadows are compared, pixels on each side.
  private static let shadowRadius = 3

  /// Per pixel the median colour over the frames in which nothing is believed to be in front, 0...255 a pixel.
  init(_ video: WorkingVideo, beliefs: [[UInt8]]) {
    let width = video.width
    let rows = concurrentMap(Array(0..<video.height)) { row in
      (row * width..<(row + 1) * width).map { Self.median(video, beliefs, $0) }
    }
    let pixels = rows.flatMap { $0 }
    isKnown = pixels.map { $0 != nil }
    image = WorkingImage(width: width, height: video.height, pixels: pixels.map { $0 ?? .zero })
  }

  private static func median(_ video: WorkingVideo, _ beliefs: [[UInt8]], _ index: Int) -> SIMD4<UInt8>? {
    var values: [[UInt8]] = [[], [], []]
    for (image, belief) in zip(video.images, beliefs) where belief[index] < 77 {
      for channel in 0..<3 { values[channel].append(image.pixels[index][channel]) }
    }
    guard values[0].count >= leastFrames else { return nil }
    var median = SIMD4<UInt8>.zero
    for channel in 0..<3 {
      values[channel].sort()
      median[channel] = values[channel][values[channel].count / 2]
    }
    return median
  }

  /// How much each pixel of a frame differs from the plate, in units of noise, less where the plate in a shadow would
  /// look the same; none where the plate is not known.
  func differences(_ frame: WorkingImage, _ video: WorkingVideo) -> [Float?] {
    let shadows = shadows(frame)
    let box = BoxFilter(width: frame.width, height: frame.height, radius: 1)
    let differences = frame.pixels.indices.map { index in
      video.difference(frame.pixels[index], image.pixels[index]) * (1 - 0.85 * shadows[index])
    }
    return zip(box.means(differences), isKnown).map { $1 ? $0 : nil }
  }

  /// 1 where a pixel is the plate's in a shadow: darker, of the same hue, with the plate's structure.
  private func shadows(_ frame: WorkingImage) -> [Float] {
    let box = BoxFilter(width: frame.width, height: frame.height, radius: Self.shadowRadius)
    let a = frame.pixels.map { Float($0.x) }
    let b = image.pixels.map { Float($0.x) }
    let (meanA, meanB) = (box.means(a), box.means(b))
    let squareA = box.means(a.map { $0 * $0 })
    let squareB = box.means(b.map { $0 * $0 })
    let product = box.means(zip(a, b).map { $0 * $1 })
    return frame.pixels.indices.map { index in
      let shade = (meanA[index] + 4) / (meanB[index] + 4)
      guard shade > 0.35, shade < 1.04 else { return 0 }
      let varianceA = max(squareA[index] - meanA[index] * meanA[index], 0)
      let varianceB = max(squareB[index] - meanB[index] * meanB[index], 0)
      let covariance = product[index] - meanA[index] * meanB[index]
      let isAlike = ramp(covariance / (varianceA * varianceB + 1).squareRoot(), from: 0.4, to: 0.7)
      // Where the plate has no structure of its own the frame must have none, and a shadow is not too deep.
      let isPlain = ramp(shade, from: 0.6, to: 0.75) * (1 - ramp(varianceA, from: 100, to: 300))
      let isTextured = ramp(varianceB.squareRoot(), from: 4, to: 8)
      return hue(frame.pixels[index], image.pixels[index], shade) * ramp(-shade, from: -1.04, to: -1)
        * (isTextured * isAlike + (1 - isTextured) * isPlain)
    }
  }

  /// 1 where a colour is another's, darker by `shade`.
  private func hue(_ a: SIMD4<UInt8>, _ b: SIMD4<UInt8>, _ shade: Float) -> Float {
    let y = (Float(a.y) - 128) - (Float(b.y) - 128) * shade
    let z = (Float(a.z) - 128) - (Float(b.z) - 128) * shade
    return 1 - ramp(y * y + z * z, from: 10, to: 40)
  }
}
