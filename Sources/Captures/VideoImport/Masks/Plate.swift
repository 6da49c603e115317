/// What a camera sees where nothing is in front of the scene.
struct Plate: Sendable {
  /// The colours; meaningless where `isKnown` is false.
  private let image: WorkingImage
  private let isKnown: [Bool]
  /// How far the plate may be off, pixels.
  private let slack: Int

  /// The windows in which shadows are compared, pixels on each side.
  private static let shadowRadius = 3

  /// What is behind a frame: per pixel the median colour over the frames that show it.
  ///
  /// For a camera that stands still it is the same for all frames.
  ///
  /// - Parameter fronts: Of each frame, which pixels something may be in front of.
  init(_ video: WorkingVideo, scene: SceneMotion, frame: Int, fronts: [[Bool]]) {
    let others = scene.neighbors(of: frame, count: video.images.count)
    let warps = others.map { ($0, scene.warp(from: frame, to: $0)) }
    let image = video.images[frame]
    var colors = ColorMedian()
    let pixels = (0..<image.count).map { index in
      for (other, warp) in warps {
        if let there = image.index(at: warp.applied(to: image.place(index))), !fronts[other][there] {
          colors.add(video.images[other].pixels[there])
        }
      }
      return colors.take(least: SceneNeighbors.least)
    }
    isKnown = pixels.map { $0 != nil }
    self.image = WorkingImage(width: image.width, height: image.height, pixels: pixels.map { $0 ?? .zero })
    slack = scene.isStill ? 0 : 1
  }

  /// How much each pixel of a frame differs from the plate, in units of noise, less where the plate in a shadow would
  /// look the same; none where the plate is not known.
  func differences(_ frame: WorkingImage, _ video: WorkingVideo) -> [Float?] {
    let shadows = shadows(frame)
    let box = BoxFilter(width: frame.width, height: frame.height, radius: 1)
    let differences = frame.pixels.indices.map { index in
      difference(frame, index, video) * (1 - 0.85 * shadows[index])
    }
    return zip(box.means(differences), isKnown).map { $1 ? $0 : nil }
  }

  /// A pixel's least difference from the plate around it.
  private func difference(_ frame: WorkingImage, _ index: Int, _ video: WorkingVideo) -> Float {
    guard slack > 0 else { return video.difference(frame.pixels[index], image.pixels[index]) }
    let (column, row) = (index % frame.width, index / frame.width)
    var least: Float = 100
    for y in max(0, row - slack)...min(frame.height - 1, row + slack) {
      for x in max(0, column - slack)...min(frame.width - 1, column + slack)
      where isKnown[y * frame.width + x] {
        least = min(least, video.difference(frame.pixels[index], image.pixels[y * frame.width + x]))
      }
    }
    return least
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
      let isAlike = ramp(covariance / (varianceA * varianceB + 1).squareRoot(), from: 0.25, to: 0.55)
      // Where the plate has no structure of its own the frame must have none, and a shadow is not too deep.
      let isPlain = ramp(shade, from: 0.45, to: 0.6) * (1 - ramp(varianceA, from: 100, to: 300))
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
