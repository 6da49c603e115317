/// The images of a video at a part of the size of its small pictures, for a plane sweep.
struct SweepImages: Sendable {
  let width: Int
  let height: Int
  /// Pixels of the small picture that one of these is wide.
  private let unit: Int
  /// Frame after frame; the fourth byte is 1 where something may be in front of the scene.
  private let pixels: [SIMD4<UInt8>]

  /// Differences from what most frames see count up to this, in units of noise.
  private static let most: Float = 4
  /// What the frame itself has to say, against the frames around.
  private static let ownShare: Float = 0.5

  /// - Parameters:
  ///   - images: At least one frame.
  ///   - fronts: Of each frame, which pixels of the small picture something may be in front of.
  init(_ images: [WorkingImage], unit: Int, fronts: [[Bool]], fullWidth: Int) {
    let (width, count) = (images[0].width, images[0].count)
    self.unit = unit
    (self.width, height) = (width, images[0].height)
    pixels = concurrentMap(Array(images.indices)) { frame in
      (0..<count).map { index in
        var pixel = images[frame].pixels[index]
        let place = (index / width * unit + unit / 2) * fullWidth + index % width * unit + unit / 2
        pixel.w = fronts[frame][place] ? 1 : 0
        return pixel
      }
    }.flatMap { $0 }
  }

  /// What each pixel sees at distance 1 along the axis.
  func directions(_ optics: SceneOptics) -> [SIMD2<Float>] {
    (0..<width * height).map { index in
      let (column, row) = (index % width * unit + unit / 2, index / width * unit + unit / 2)
      return optics.directions[row * optics.size.width + column]
    }
  }

  /// How much the sources differ in what they see in each pixel's direction at an inverse distance, and a little from
  /// what the frame itself sees there.
  func costs(
    _ costs: inout [Float], frame: Int, rays: [SIMD2<Float>], around: [Float], offset: Float,
    _ sources: [SweepSource],
    _ video: WorkingVideo
  ) {
    pixels.withUnsafeBufferPointer { pixels in
      sources.withUnsafeBufferPointer { sources in
        withUnsafeTemporaryAllocation(of: SIMD4<UInt8>.self, capacity: sources.count) { colors in
          for index in rays.indices {
            let ray = SIMD3(rays[index], 1)
            let inverse = max(around[index] + offset, 0)
            let own = pixels[frame * rays.count + index]
            costs[index] = cost(ray, inverse, own, pixels, sources, colors, video)
          }
        }
      }
    }
  }

  @inline(__always)
  private func cost(
    _ ray: SIMD3<Float>, _ inverse: Float, _ own: SIMD4<UInt8>, _ pixels: UnsafeBufferPointer<SIMD4<UInt8>>,
    _ sources: UnsafeBufferPointer<SweepSource>, _ colors: UnsafeMutableBufferPointer<SIMD4<UInt8>>,
    _ video: WorkingVideo
  ) -> Float {
    var count = 0
    let limit = SIMD2(Float(width), Float(height))
    let scale = 1 / Float(unit)
    for source in sources.indices {
      let place = sources[source].pixel(ray, inverse) * scale
      // Also false where a place is not a number.
      guard place.x >= 0, place.y >= 0, place.x < limit.x, place.y < limit.y else { continue }
      let color = pixels[sources[source].start + Int(place.y) * width + Int(place.x)]
      guard color.w == 0 else { continue }
      // In the order of brightness.
      var slot = count
      while slot > 0, colors[slot - 1].x > color.x {
        colors[slot] = colors[slot - 1]
        slot -= 1
      }
      colors[slot] = color
      count += 1
    }
    guard count >= SceneNeighbors.least else { return (1 + Self.ownShare) * Self.most }
    let middle = colors[count / 2]
    var sum: Float = 0
    for slot in 0..<count {
      sum += min(video.difference(colors[slot], middle), Self.most)
      sum += Self.ownShare * min(video.difference(colors[slot], own), Self.most)
    }
    return sum / Float(count)
  }
}
