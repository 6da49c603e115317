import Splatting

extension TriangleMesh {
  /// The hand of a frame as a closed surface in the world frame; none where it is not seen.
  public init?(_ track: HandTrack, frame: Int) {
    guard let first = track.vertices[frame].first, first.x.isFinite else { return nil }
    self = TriangleMesh(positions: track.vertices[frame], faces: track.faces).closed()
  }
}
