import Images

/// Carries hands into frames in which the tracker does not find them, from the nearest frames in which it does: by the
/// flow of the pixels that they cover.
struct HandCarrier: Sendable {
  let video: WorkingVideo
  let flow: VideoFlow
  let skin: SkinColors

  /// Frames that a hand is carried over at most.
  private static let most = 60
  private static let (leastPlaces, mostPlaces) = (30, 400)
  private static let leastContrast = 10
  /// Least share of a hand's pixels that are in the picture and like skin, of the share in the frame that it comes from.
  private static let leastShare: Float = 0.5

  /// A hand on its way, and how far it has come.
  private struct Carried {
    var view: HandView
    var steps: Int
    /// The share of skin where the tracker saw it.
    var share: Float
  }

  /// The hands of each frame, with those that could be carried there.
  func filled(_ hands: [[HandView?]]) -> [[HandView?]] {
    let forward = carried(hands, Array(hands.indices))
    let backward = carried(hands, hands.indices.reversed())
    return hands.indices.map { frame in
      hands[frame].indices.map { side in
        let found = [forward[frame][side], backward[frame][side]].compactMap { $0 }
        return hands[frame][side] ?? found.min { $0.steps < $1.steps }?.view
      }
    }
  }

  private func carried(_ hands: [[HandView?]], _ frames: [Int]) -> [[Carried?]] {
    var result = hands.map { $0.map { _ in Carried?.none } }
    for (before, frame) in zip(frames, frames.dropFirst()) {
      for side in hands[frame].indices where hands[frame][side] == nil {
        if let view = hands[before][side] {
          let start = Carried(view: view, steps: 0, share: share(view, before))
          result[frame][side] = step(start, from: before, to: frame)
        } else if let carried = result[before][side] {
          result[frame][side] = step(carried, from: before, to: frame)
        }
      }
    }
    return result
  }

  private func step(_ hand: Carried, from: Int, to: Int) -> Carried? {
    guard hand.steps < Self.most else { return nil }
    let places = places(hand.view, video.images[from])
    guard places.count >= Self.leastPlaces else { return nil }
    let field = flow.field(from: from, to: to)
    let motion = Similarity(mostOf: places, to: places.map { $0 + field.vector(atDouble: $0) })
    let view = hand.view.moved(by: motion, size: video.images[to].size)
    guard share(view, to) > Self.leastShare * hand.share else { return nil }
    return Carried(view: view, steps: hand.steps + 1, share: hand.share)
  }

  /// Pixels of a hand that tell motion.
  private func places(_ view: HandView, _ image: WorkingImage) -> [SIMD2<Float>] {
    var found: [SIMD2<Float>] = []
    for row in 2..<image.height - 2 {
      for column in 2..<image.width - 2 {
        let index = row * image.width + column
        guard view.distances[index] < 0, skin.odds(image.pixels[index]) > 0,
          image.contrast(column, row, reach: 2) > Self.leastContrast
        else { continue }
        found.append(SIMD2(Float(column) + 0.5, Float(row) + 0.5))
      }
    }
    let share = max(1, found.count / Self.mostPlaces)
    return stride(from: 0, to: found.count, by: share).map { found[$0] }
  }

  /// Pixels of a hand that are like skin, in squares of its length.
  private func share(_ view: HandView, _ frame: Int) -> Float {
    let image = video.images[frame]
    let count = view.distances.indices.count { view.distances[$0] < 0 && skin.odds(image.pixels[$0]) > 0 }
    return Float(count) / (view.length * view.length)
  }
}

extension HandView {
  /// The hand elsewhere, turned and scaled.
  fileprivate func moved(by motion: Similarity, size: ImageSize) -> HandView {
    let back = motion.inverse
    let moved = (0..<size.width * size.height).map { index -> Int8 in
      let place = back.applied(
        to: SIMD2(Float(index % size.width) + 0.5, Float(index / size.width) + 0.5))
      guard place.x >= 0, place.y >= 0, place.x < Float(size.width), place.y < Float(size.height) else {
        return .max
      }
      return distances[Int(place.y) * size.width + Int(place.x)]
    }
    return HandView(
      points: points.map { $0.map { motion.applied(to: $0) } }, length: length * motion.scale,
      distances: moved)
  }
}
