import Hands
import Images
import Splatting

/// The hands of a video as they are seen in its small pictures.
struct HandViews {
  let hands: [HandTrack]
  /// Tracked hands of each frame, pixels of the image files.
  let landmarks: [[TrackedHand]]
  /// The size of the small pictures.
  let size: ImageSize

  /// The right and the left hand of each frame, where they are seen.
  func views(of frames: [Frame]) -> [[HandView?]] {
    let silhouettes = HandSilhouettes(hands: hands)
    return concurrentMap(Array(frames.indices)) { index in
      let frame = frames[index]
      let fitted = silhouettes.labels(frame: index, camera: frame.camera, lens: frame.lens)
        .resizedNearest(width: size.width, height: size.height)
      let scale = SIMD2(
        Float(size.width) / Float(frame.fileSize.width), Float(size.height) / Float(frame.fileSize.height))
      return [(HandTrack.Side.right, FrameLabel.rightHand), (.left, .leftHand)].map { side, label in
        let tracked = landmarks[index].first { $0.side == side }
        return view(tracked, scale: scale, fitted: fitted.values.map { $0 == label.rawValue })
      }
    }
  }

  private func view(_ tracked: TrackedHand?, scale: SIMD2<Float>, fitted: [Bool]) -> HandView? {
    let points = tracked.map { $0.imagePoints.map { $0 * scale } }.flatMap { points in
      points.allSatisfy { $0.x.isFinite && $0.y.isFinite } ? points : nil
    }
    var inside = fitted
    if !fitted.contains(true) {
      guard let tracked, let points else { return nil }
      inside = LandmarkOutline(points: points, tracked: tracked, scale: scale.min()).mask(size)
    }
    guard inside.contains(true) else { return nil }
    return HandView(points: points, inside: inside, size: size)
  }
}
