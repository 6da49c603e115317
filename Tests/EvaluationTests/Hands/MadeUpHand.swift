import Hands

/// Hands of random points, a few centimetres large, that drift and turn over the frames.
struct MadeUpHand {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number in -1...1.
  mutating func random() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) / Float(1 << 23) - 1
  }

  mutating func point(scale: Float) -> SIMD3<Float> {
    [random() * scale, random() * scale, random() * scale]
  }

  /// A track of `frames` frames around a place half a metre from the origin.
  mutating func track(_ side: HandTrack.Side = .right, frames: Int, vertices: Int = 40) -> HandTrack {
    let shape = (0..<21 + vertices).map { _ in point(scale: 0.05) }
    let all = (0..<frames).map { frame in
      shape.map { $0 + [0.1, -0.2, 0.5] + [0.01, 0, -0.005] * Float(frame) + point(scale: 0.002) }
    }
    return HandTrack(
      side: side, vertices: all.map { Array($0[21...]) }, joints: all.map { Array($0[..<21]) },
      jointRotations: Array(
        repeating: Array(repeating: [1, 0, 0, 0, 1, 0, 0, 0, 1], count: 16), count: frames),
      faces: [[0, 1, 2]])
  }

  /// `track` with every point moved by noise of up to `noise` metres.
  mutating func disturbed(_ track: HandTrack, noise: Float) -> HandTrack {
    var result = track
    for frame in track.joints.indices {
      for joint in track.joints[frame].indices { result.joints[frame][joint] += point(scale: noise) }
      for vertex in track.vertices[frame].indices { result.vertices[frame][vertex] += point(scale: noise) }
    }
    return result
  }
}

extension HandTrack {
  /// The track with every point changed.
  func mapped(_ change: (SIMD3<Float>) -> SIMD3<Float>) -> HandTrack {
    var result = self
    result.joints = joints.map { $0.map(change) }
    result.vertices = vertices.map { $0.map(change) }
    return result
  }

  /// The track with NaN in `frames`.
  func unseen(in frames: [Int]) -> HandTrack {
    var result = self
    for frame in frames {
      result.joints[frame] = joints[frame].map { _ in SIMD3(repeating: .nan) }
      result.vertices[frame] = vertices[frame].map { _ in SIMD3(repeating: .nan) }
    }
    return result
  }
}
