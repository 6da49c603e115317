/// Finds the hands of a video and what they hold.
///
/// In two rounds, of what differs from the scene behind all that moves: at first what moves with the hands' landmarks is
/// taken for objects, then what moves as the objects that were found do, and has their colours.
struct MaskFinder: Sendable {
  let video: WorkingVideo
  let hands: [[HandView?]]
  let scene: SceneMotion
  let flow: VideoFlow
  let skin: SkinColors
  /// What differs from the scene, as far as hands alone tell what is in front of it.
  let changes: [Changes]

  /// How far from a hand the scene may be hidden, in 64ths of its length.
  private static let reach = 6
  /// Calls of a search's progress.
  static let stepCount = 4
  /// The belief from which on something is taken to be in front of the scene, 0...255.
  private static let leastBelief: UInt8 = 77

  /// Prepares for a video with the right and left hand of each frame.
  ///
  /// - Parameter space: Of a camera that moves, where it is in each frame; none for one that stands still.
  init(video: WorkingVideo, hands: [[HandView?]], space: SceneSpace?) {
    self.video = video
    skin = SkinColors(video, hands: hands)
    flow = VideoFlow(video.images)
    self.hands = HandCarrier(video: video, flow: flow, skin: skin).filled(hands)
    let fronts = Self.fronts(self.hands, video)
    scene =
      space.map { SceneMotion(video, views: $0.views, distances: $0.distances, fronts: fronts) } ?? .still
    changes = Changes.changes(video, scene: scene, fronts: fronts)
  }

  /// Where hands and arms may be in front of the scene.
  private static func fronts(_ hands: [[HandView?]], _ video: WorkingVideo) -> [[Bool]] {
    concurrentMap(Array(hands.indices)) { frame in
      let views = hands[frame].compactMap { $0 }
      let arms = views.compactMap { $0.points.flatMap { ArmCone($0) } }
      return (0..<video.pixelCount).map { index in
        views.contains { $0.distances[index] < reach }
          || arms.contains { $0.contains(video.images[frame].place(index)) }
      }
    }
  }

  /// A ``FrameLabel``'s number for each pixel of each frame.
  ///
  /// - Parameter progress: Is told how many of ``stepCount`` steps are done.
  func labels(_ progress: (Int) -> Void) -> [[UInt8]] {
    let passes = BeliefPasses(Transport(video: video, flow: flow, cameraIsStill: scene.isStill))
    progress(1)
    let raw = gathered()
    var candidates = MaskCandidate.chosen(sides: sides, evidence: raw, handLength: handLength)
    progress(2)
    guard !candidates.isEmpty else { return video.images.map { [UInt8](repeating: 0, count: $0.count) } }
    var first = round(candidates, raw, passes)
    let sure = candidates.indices.filter { index in
      candidates[index].isSure(beliefs: first.beliefs.map { $0[index] }, changes: first.changes)
    }
    if sure.count < candidates.count {
      candidates = sure.map { candidates[$0] }
      first = round(candidates, raw, passes)
    }
    progress(3)
    let things = candidates.map(\.thing)
    let evidence = refined(first.evidence, things, first.beliefs, changes: first.changes)
    let (beliefs, changes) = (passes.beliefs(evidence), first.changes)
    progress(4)
    let decision = LabelDecision(
      labels: MaskThing.labels(things).map(\.rawValue), size: video.images[0].size)
    return concurrentMap(Array(beliefs.indices)) { decision.labels(beliefs[$0], changes: changes[$0]) }
  }

  /// Hands that are seen in some frame.
  private var sides: [Int] { [0, 1].filter { side in hands.contains { $0[side] != nil } } }

  /// The mean over all hands that are seen, pixels.
  private var handLength: Float {
    let lengths = hands.flatMap { $0.compactMap { $0?.length } }
    return lengths.reduce(0, +) / Float(max(lengths.count, 1))
  }

  /// What each frame says of ``MaskThing/all(_:)`` of ``sides``.
  private func gathered() -> [[StoredEvidence]] {
    let gatherer = EvidenceGatherer(
      video: video, hands: hands, motion: CoMotion(video, scene: scene, isCoarse: true),
      skin: skin, changes: changes, sides: sides)
    return concurrentMap(Array(video.images.indices)) { gatherer.evidence($0).map { StoredEvidence($0) } }
  }

  /// What a round finds.
  private struct Round {
    /// Of each frame and thing.
    var evidence: [[StoredEvidence]]
    /// Of each frame, thing and pixel, 0...255.
    var beliefs: [[[UInt8]]]
    /// How each frame differs from the scene, as far as those beliefs tell what is in front of it.
    var changes: [Changes]
  }

  /// The first round for some things.
  private func round(_ candidates: [MaskCandidate], _ raw: [[StoredEvidence]], _ passes: BeliefPasses)
    -> Round
  {
    let evidence = concurrentMap(raw) { frame in
      Evidence.exclusive(candidates.map { Evidence.sum($0.parts.map { frame[$0].evidence }) }).map {
        StoredEvidence($0)
      }
    }
    let beliefs = passes.beliefs(evidence)
    let fronts = concurrentMap(beliefs) { Self.strongest($0).map { $0 >= Self.leastBelief } }
    return Round(
      evidence: evidence, beliefs: beliefs, changes: Changes.changes(video, scene: scene, fronts: fronts))
  }

  private static func strongest(_ beliefs: [[UInt8]]) -> [UInt8] {
    beliefs.dropFirst().reduce(beliefs[0]) { zip($0, $1).map { max($0, $1) } }
  }
}
