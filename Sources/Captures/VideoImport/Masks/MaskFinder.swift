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
  /// Least support for an object, in squares of a hand's length.
  private static let leastSupport: Float = 0.1
  /// Support that two objects share, as a part of the smaller one's, from which on they are one.
  private static let sameShare: Float = 0.5

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
    var (things, evidence) = gathered()
    progress(2)
    guard !things.isEmpty else { return video.images.map { [UInt8](repeating: 0, count: $0.count) } }
    var beliefs = passes.beliefs(evidence)
    progress(3)
    evidence = refined(evidence, things, beliefs)
    beliefs = passes.beliefs(evidence)
    progress(4)
    let labels = MaskThing.labels(things).map(\.rawValue)
    return concurrentMap(beliefs) { LabelDecision(labels: labels, size: video.images[0].size).labels($0) }
  }

  /// The things of the video with the evidence of each frame: hands, and objects that something speaks for.
  private func gathered() -> ([MaskThing], [[StoredEvidence]]) {
    let sides = [0, 1].filter { side in hands.contains { $0[side] != nil } }
    let gatherer = EvidenceGatherer(
      video: video, hands: hands, motion: CoMotion(video, scene: scene, isCoarse: true),
      skin: skin, changes: changes, sides: sides)
    let raw = concurrentMap(Array(video.images.indices)) { gatherer.evidence($0).map { StoredEvidence($0) } }
    let (things, groups) = things(sides, raw)
    let evidence = concurrentMap(raw) { frame in
      Evidence.exclusive(groups.map { Evidence.sum($0.map { frame[$0].evidence }) }).map {
        StoredEvidence($0)
      }
    }
    return (things, evidence)
  }

  /// The things to look for, and which of the raw evidence is about each.
  private func things(_ sides: [Int], _ raw: [[StoredEvidence]]) -> ([MaskThing], [[Int]]) {
    let all = MaskThing.all(sides)
    let lengths = hands.flatMap { $0.compactMap { $0?.length } }
    let length = lengths.reduce(0, +) / Float(max(lengths.count, 1))
    let totals = all.indices.map { thing in raw.reduce(Float(0)) { $0 + $1[thing].totalSupport } }
    let kept = all.indices.filter { !all[$0].isObject || totals[$0] > Self.leastSupport * length * length }
    let objects = kept.filter { all[$0].isObject }
    if objects.count == 2 {
      let shared = raw.reduce(Float(0)) { $0 + $1[objects[0]].sharedSupport($1[objects[1]]) }
      if shared > Self.sameShare * min(totals[objects[0]], totals[objects[1]]) {
        let hands = kept.filter { !all[$0].isObject }
        return (
          hands.map { all[$0] } + [MaskThing(sides: sides, isObject: true)], hands.map { [$0] } + [objects]
        )
      }
    }
    return (kept.map { all[$0] }, kept.map { [$0] })
  }
}
