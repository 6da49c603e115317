extension HandTrack {
  /// The hand in the frames `indices` only, in their order.
  ///
  /// - Precondition: the track has all of these frames.
  public func selecting(frames indices: [Int]) -> HandTrack {
    var track = self
    track.vertices = indices.map { vertices[$0] }
    track.joints = indices.map { joints[$0] }
    track.jointRotations = indices.map { jointRotations[$0] }
    if let parameters {
      track.parameters = Parameters(
        pose: indices.map { parameters.pose[$0] }, shape: parameters.shape,
        translation: indices.map { parameters.translation[$0] })
    }
    return track
  }
}
