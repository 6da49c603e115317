/// The second round.
extension MaskFinder {
  /// How far from an object's middle more of it may be, in lengths of what is found.
  private static let objectReach: Float = 1.6

  /// Evidence with what the first round's beliefs tell more.
  ///
  /// - Parameter changes: How each frame differs from the scene, as far as those beliefs tell what is in front of it.
  func refined(
    _ evidence: [[StoredEvidence]], _ things: [MaskThing], _ beliefs: [[[UInt8]]], changes: [Changes]
  ) -> [[StoredEvidence]] {
    let motion = CoMotion(video, scene: scene, isCoarse: false)
    let own = things.indices.map { thing in
      things[thing].isObject ? ThingMotion(video, flow: flow, beliefs: beliefs.map { $0[thing] }) : nil
    }
    let colors = ThingColors(video, beliefs: beliefs, changes: changes)
    return concurrentMap(Array(video.images.indices)) { frame in
      var more = things.map { _ in Evidence(count: video.pixelCount) }
      for (thing, own) in own.enumerated() {
        if let votes = own?.reference(frame).flatMap({ motion.votes(frame, $0, reach: Self.objectReach) }) {
          for index in 0..<video.pixelCount {
            let front = changes[frame].front(index)
            more[thing].support[index] += 0.5 * votes.support[index] * front
            more[thing].objection[index] += 0.4 * votes.objection[index] * (1 - front)
          }
        }
      }
      add(changes[frame], colors, video.images[frame], things, beliefs[frame], to: &more)
      return zip(evidence[frame], Evidence.exclusive(more)).map { StoredEvidence(.sum([$0.evidence, $1])) }
    }
  }

  /// Adds what a frame's difference from the scene and its colours say.
  private func add(
    _ changes: Changes, _ colors: ThingColors, _ image: WorkingImage, _ things: [MaskThing],
    _ beliefs: [[UInt8]], to evidence: inout [Evidence]
  ) {
    for index in 0..<image.count {
      guard let difference = changes[index] else { continue }
      let likelihoods = colors.likelihoods(image.pixels[index])
      if difference < 4 {
        for thing in evidence.indices {
          // What rests where nothing else is seen behind it is taken for the scene, but keeps its colours.
          let alike = things[thing].isObject ? 0.9 * max(0, 2 * likelihoods[thing] - 1) : 0
          evidence[thing].objection[index] += 0.6 * (1 - difference / 4) * (1 - alike)
        }
      } else {
        let front = ramp(difference, from: 4, to: 12)
        for thing in evidence.indices {
          let belief = Float(beliefs[thing][index]) / 255
          evidence[thing].support[index] += 0.3 * front * max(0, belief - 0.3)
          evidence[thing].support[index] += 0.3 * front * max(0, 2 * likelihoods[thing] - 1)
        }
      }
    }
  }
}
