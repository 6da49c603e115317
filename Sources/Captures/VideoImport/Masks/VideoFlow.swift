/// The motion of all pixels between each two frames that follow each other, at half the size of the small pictures.
struct VideoFlow: Sendable {
  /// From each frame but the last to the one after it.
  private let forward: [FlowField]
  /// From each frame but the first to the one before it.
  private let backward: [FlowField]

  /// Works out the flow of a video, both ways.
  init(_ images: [WorkingImage]) {
    let halves = concurrentMap(images) { $0.halved }
    let pairs = Array(halves.indices.dropLast())
    forward = concurrentMap(pairs) { OpticalFlow(from: halves[$0], to: halves[$0 + 1]).field() }
    backward = concurrentMap(pairs) { OpticalFlow(from: halves[$0 + 1], to: halves[$0]).field() }
  }

  /// The flow of a frame to a neighbour.
  func field(from: Int, to: Int) -> FlowField { to > from ? forward[from] : backward[to] }
}
