/// Finds the hands of a video and what they hold.
///
/// In two rounds: at first what moves with the hands' landmarks is taken for objects, then what moves as the objects that
/// were found do, and for a camera that stands still what differs from the scene behind them.
struct MaskFinder: Sendable {
  private let video: WorkingVideo
  private let hands: [[HandView?]]
  private let scene: SceneMotion
  private let flow: VideoFlow

  /// Calls of a search's progress.
  static let stepCount = 4
  /// Least support for an object, in squares of a hand's length.
  private static let leastSupport: Float = 0.1
  /// Support that two objects share, as a part of the smaller one's, from which on they are one.
  private static let sameShare: Float = 0.5
  /// How far from an object's middle more of it may be, in lengths of what is found.
  private static let objectReach: Float = 1.6

  /// Prepares for a video with the right and left hand of each frame.
  init(video: WorkingVideo, hands: [[HandView?]], isStill: Bool) {
    self.video = video
    self.hands = hands
    flow = VideoFlow(video.images)
    scene = SceneMotion(video, flow: flow, hands: hands, isStill: isStill)
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
      skin: SkinColors(video, hands: hands), sides: sides)
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

  /// Evidence with what the first round's beliefs tell more.
  private func refined(_ evidence: [[StoredEvidence]], _ things: [MaskThing], _ beliefs: [[[UInt8]]])
    -> [[StoredEvidence]]
  {
    let motion = CoMotion(video, scene: scene, isCoarse: false)
    let own = things.indices.map { thing in
      things[thing].isObject ? ThingMotion(video, flow: flow, beliefs: beliefs.map { $0[thing] }) : nil
    }
    let plate = scene.isStill ? Plate(video, beliefs: beliefs.map { Self.strongest($0) }) : nil
    return concurrentMap(Array(video.images.indices)) { frame in
      var more = things.map { _ in Evidence(count: video.pixelCount) }
      for (thing, own) in own.enumerated() {
        if let votes = own?.reference(frame).flatMap({ motion.votes(frame, $0, reach: Self.objectReach) }) {
          for index in 0..<video.pixelCount {
            more[thing].support[index] += 0.5 * votes.support[index]
            more[thing].objection[index] += 0.4 * votes.objection[index]
          }
        }
      }
      if let plate { add(plate, frame, beliefs[frame], to: &more) }
      return zip(evidence[frame], Evidence.exclusive(more)).map { StoredEvidence(.sum([$0.evidence, $1])) }
    }
  }

  /// Adds what a frame's difference from the plate says.
  private func add(_ plate: Plate, _ frame: Int, _ beliefs: [[UInt8]], to evidence: inout [Evidence]) {
    let differences = plate.differences(video.images[frame], video)
    for (index, difference) in differences.enumerated() {
      guard let difference else { continue }
      for thing in evidence.indices {
        if difference < 4 {
          evidence[thing].objection[index] += 0.6 * (1 - difference / 4)
        } else {
          let belief = Float(beliefs[thing][index]) / 255
          evidence[thing].support[index] += 0.3 * ramp(difference, from: 4, to: 12) * max(0, belief - 0.3)
        }
      }
    }
  }

  private static func strongest(_ beliefs: [[UInt8]]) -> [UInt8] {
    beliefs.dropFirst().reduce(beliefs[0]) { zip($0, $1).map { max($0, $1) } }
  }
}
