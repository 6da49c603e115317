/// How much a frame differs from what is behind all that moves, a byte a pixel.
struct Changes: Sendable {
  /// Eighths of the noise, 255 where what is behind is not known.
  private let values: [UInt8]

  /// From differences in units of noise.
  init(_ differences: [Float?]) {
    values = differences.map { difference in difference.map { UInt8(min(max($0, 0) * 8, 254)) } ?? 255 }
  }

  /// In units of noise, up to 31; none where it is not known.
  @inline(__always)
  subscript(index: Int) -> Float? { values[index] == 255 ? nil : Float(values[index]) / 8 }

  /// How likely something is in front, 0...1; a half where that is not known.
  @inline(__always)
  func front(_ index: Int) -> Float { self[index].map { ramp($0, from: 2.5, to: 7) } ?? 0.5 }

  /// The changes of each frame against plates of the scene.
  ///
  /// - Parameter fronts: Of each frame, which pixels something may be in front of.
  static func changes(_ video: WorkingVideo, scene: SceneMotion, fronts: [[Bool]]) -> [Changes] {
    let still = scene.isStill ? Plate(video, scene: scene, frame: 0, fronts: fronts) : nil
    return concurrentMap(Array(video.images.indices)) { frame in
      let plate = still ?? Plate(video, scene: scene, frame: frame, fronts: fronts)
      return Changes(plate.differences(video.images[frame], video))
    }
  }
}
