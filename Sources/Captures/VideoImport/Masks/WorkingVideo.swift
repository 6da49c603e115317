import Foundation

/// The frames of a video at the size that masks are found at, and what differences between them mean.
struct WorkingVideo: Sendable {
  let images: [WorkingImage]
  /// By what differences of the three values are multiplied to be in units of the video's noise.
  let scale: SIMD4<Float>

  var width: Int { images[0].width }
  var height: Int { images[0].height }
  var pixelCount: Int { images[0].count }

  /// Takes at least one frame; all of one size.
  init(_ images: [WorkingImage]) {
    self.images = images
    // Where the camera moves, differences over time are the motion's.
    let noise = pointwiseMin(Self.noise(images), Self.roughness(images))
    let luma = max(3, 2 * noise.x)
    scale = SIMD4(1 / luma, 1 / max(1.2, noise.y), 1 / max(1.2, noise.z), 0)
  }

  /// Standard deviations over time, from the median difference of following frames.
  private static func noise(_ images: [WorkingImage]) -> SIMD4<Float> {
    var histogram = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 3)
    for index in stride(from: 1, to: images.count, by: max(1, images.count / 24)) {
      let (a, b) = (images[index].pixels, images[index - 1].pixels)
      for i in stride(from: 0, to: a.count, by: 7) {
        for c in 0..<3 { histogram[c][abs(Int(a[i][c]) - Int(b[i][c]))] += 1 }
      }
    }
    var result = SIMD4<Float>.zero
    for c in 0..<3 { result[c] = 1.4826 * Float(median(histogram[c])) / Float(2).squareRoot() }
    return result
  }

  /// Standard deviations over places, from the median of second differences both ways, which leave smooth parts and
  /// straight edges out (Immerkær 1996, with the median for the mean).
  private static func roughness(_ images: [WorkingImage]) -> SIMD4<Float> {
    var histogram = [[Int]](repeating: [Int](repeating: 0, count: 2048), count: 3)
    for index in stride(from: 0, to: images.count, by: max(1, images.count / 12)) {
      let (image, width) = (images[index], images[index].width)
      for row in stride(from: 1, to: image.height - 1, by: 2) {
        for column in stride(from: 1, to: width - 1, by: 3) {
          for c in 0..<3 {
            func value(_ x: Int, _ y: Int) -> Int { Int(image.pixels[(row + y) * width + column + x][c]) }
            let edges = value(-1, 0) + value(1, 0) + value(0, -1) + value(0, 1)
            let corners = value(-1, -1) + value(1, -1) + value(-1, 1) + value(1, 1)
            histogram[c][min(abs(4 * value(0, 0) - 2 * edges + corners), 2047)] += 1
          }
        }
      }
    }
    var result = SIMD4<Float>.zero
    for c in 0..<3 {
      // The mask's weights have the norm 6.
      result[c] = 1.4826 * Float(median(histogram[c])) / 6
    }
    return result
  }

  private static func median(_ histogram: [Int]) -> Int {
    let total = histogram.reduce(0, +)
    var seen = 0
    return histogram.firstIndex {
      seen += $0
      return 2 * seen >= total
    } ?? 0
  }

  /// How different two colours are, in units of the noise.
  @inline(__always)
  func difference(_ a: SIMD4<UInt8>, _ b: SIMD4<UInt8>) -> Float {
    let d = (SIMD4<Float>(a) - SIMD4<Float>(b)) * scale
    return (d * d).sum().squareRoot()
  }

  /// Between each pixel of two images of the video.
  func differences(_ a: WorkingImage, _ b: WorkingImage) -> [Float] {
    [Float](unsafeUninitializedCapacity: a.count) { out, n in
      a.pixels.withUnsafeBufferPointer { a in
        b.pixels.withUnsafeBufferPointer { b in
          for i in 0..<a.count { out[i] = difference(a[i], b[i]) }
          n = a.count
        }
      }
    }
  }
}
