/// Tells what moves with a hand from what stays with the scene: by which of both motions finds a pixel's surroundings
/// again in frames before and after, in which the hand is elsewhere.
struct CoMotion: Sendable {
  private let video: WorkingVideo
  private let scene: SceneMotion
  /// What is compared: the video's images, or pictures of half their size.
  private let images: [WorkingImage]
  private let isCoarse: Bool

  /// How far the hand has to move against the scene, as a share of its length and in pixels; and at most.
  private static let (leastShare, least, mostShare): (Float, Float, Float) = (0.08, 3, 0.5)
  /// Frames ahead and back that are looked at until it has.
  private static let steps = [1, 2, 3, 4, 6, 8, 12, 16, 24]

  /// Prepares for a video whose scene moves as said.
  ///
  /// - Parameter isCoarse: Whether pictures of half the size are compared, for motions that are known to a few pixels.
  init(_ video: WorkingVideo, scene: SceneMotion, isCoarse: Bool) {
    self.video = video
    self.scene = scene
    self.isCoarse = isCoarse
    images = isCoarse ? concurrentMap(video.images) { $0.halved } : video.images
  }

  /// What a frame's neighbours say of each pixel, 0...1.
  struct Votes: Sendable {
    /// That it moves along.
    var support: [Float]
    /// That it stays with the scene.
    var objection: [Float]
    /// That it does not stay with the scene.
    var motion: [Float]
  }

  /// What is known in a frame of what moves along with `reference`; none where that does not move.
  ///
  /// - Parameter reach: How far from its middle things may move along, in lengths of it.
  func votes(_ frame: Int, _ reference: MotionReference, reach: Float) -> Votes? {
    let parts = [-1, 1].compactMap { sign in
      partner(frame, reference, sign).map { compare(frame, $0, reference, reach) }
    }
    guard var votes = parts.first else { return nil }
    for index in votes.support.indices {
      if parts.count == 2 {
        // What a hand is about to cover, or has just left, goes along in one of both alone.
        votes.support[index] = min(votes.support[index], parts[1].support[index])
        votes.objection[index] = max(votes.objection[index], parts[1].objection[index])
        votes.motion[index] = min(votes.motion[index], parts[1].motion[index])
      } else {
        votes.support[index] *= 0.5
        votes.motion[index] *= 0.3
      }
    }
    return isCoarse ? enlarged(votes) : votes
  }

  private struct Partner {
    var frame: Int
    var motion: Similarity
    var scene: SceneWarp
    /// How far the reference moves, pixels.
    var least: Float
  }

  private func partner(_ frame: Int, _ reference: MotionReference, _ sign: Int) -> Partner? {
    let least = max(Self.least, Self.leastShare * reference.length)
    for step in Self.steps {
      let other = frame + sign * step
      guard video.images.indices.contains(other), let motion = reference.motion(other) else { return nil }
      let warp = scene.warp(from: frame, to: other)
      let distances = reference.points.map { Self.length(motion.applied(to: $0) - warp.applied(to: $0)) }
      let distance = distances.reduce(0, +) / Float(distances.count)
      guard distance >= least else { continue }
      let isNear = distance <= max(Self.mostShare * reference.length, 12)
      return isNear ? Partner(frame: other, motion: motion, scene: warp, least: least) : nil
    }
    return nil
  }

  private func compare(_ frame: Int, _ partner: Partner, _ reference: MotionReference, _ reach: Float)
    -> Votes
  {
    let (image, other) = (images[frame], images[partner.frame])
    let unit: Float = isCoarse ? 2 : 1
    let matcher = WarpMatcher(video: video, radius: isCoarse ? 1 : 2)
    let still = matcher.costs(image, other) { partner.scene.applied(to: $0 * unit) / unit }
    let moved = matcher.costs(image, other) { partner.motion.applied(to: $0 * unit) / unit }
    let zeros = [Float](repeating: 0, count: image.count)
    var votes = Votes(support: zeros, objection: zeros, motion: zeros)
    let (center, length) = (reference.center, reference.length)
    for index in 0..<image.count {
      let place = image.place(index) * unit
      // Where both motions agree nothing is told.
      let apart = Self.length(partner.motion.applied(to: place) - partner.scene.applied(to: place))
      let weight = ramp(apart, from: 0.6 * partner.least, to: 0.6 * partner.least + 3)
      let near = 1 - ramp(Self.length(place - center) / length, from: reach - 1, to: reach)
      let lead = still[index] - moved[index]
      votes.support[index] =
        weight * near * ramp(lead, from: 0.7, to: 2.7) * (1 - ramp(moved[index], from: 3, to: 5))
      votes.objection[index] =
        weight * ramp(-lead, from: 0.7, to: 2.7) * (1 - ramp(still[index], from: 1.5, to: 3))
      votes.motion[index] = weight * ramp(still[index], from: 2.5, to: 5)
    }
    return votes
  }

  /// Votes of pictures of half the size, at the video's.
  private func enlarged(_ votes: Votes) -> Votes {
    let (width, small) = (video.width, images[0])
    func enlarged(_ values: [Float]) -> [Float] {
      (0..<video.pixelCount).map { index in
        let row = min(index / width / 2, small.height - 1)
        return values[row * small.width + min(index % width / 2, small.width - 1)]
      }
    }
    return Votes(
      support: enlarged(votes.support), objection: enlarged(votes.objection), motion: enlarged(votes.motion))
  }

  private static func length(_ vector: SIMD2<Float>) -> Float { (vector * vector).sum().squareRoot() }
}

/// 0 up to `from`, 1 from `to` on, even between.
func ramp(_ value: Float, from: Float, to: Float) -> Float { min(max((value - from) / (to - from), 0), 1) }
