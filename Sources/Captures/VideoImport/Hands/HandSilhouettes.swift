import Hands
import Images
import Splatting

/// Labels of the hands where their fitted meshes are: 1 right, 2 left, 0 elsewhere.
struct HandSilhouettes {
  /// The hands, in the cameras' world.
  let hands: [HandTrack]

  /// The labels of a frame as its image file has them: through `lens`, where there is one.
  func labels(frame: Int, camera: Camera, lens: Lens?) -> LabelImage {
    let surfaces = hands.compactMap { track in
      TriangleMesh(track, frame: frame).map {
        Surface(
          mesh: $0, material: PlainMaterial(color: [1, 1, 1]),
          label: track.side == .right ? FrameLabel.rightHand.rawValue : FrameLabel.leftHand.rawValue)
      }
    }
    guard !surfaces.isEmpty else {
      return LabelImage(width: camera.width, height: camera.height, channels: 1, repeating: 0)
    }
    let straight = TriangleRenderer.labels(surfaces, camera: camera).labels
    guard let lens, !lens.isPinhole else { return straight }
    return bent(straight, camera: camera, lens: lens)
  }

  /// What a lens makes of labels of a pinhole.
  private func bent(_ labels: LabelImage, camera: Camera, lens: Lens) -> LabelImage {
    var result = LabelImage(width: labels.width, height: labels.height, channels: 1, repeating: 0)
    for y in 0..<labels.height {
      for x in 0..<labels.width {
        let place = lens.undistorted(pixel: [Double(x) + 0.5, Double(y) + 0.5], camera: camera)
        guard place.x >= 0, place.y >= 0, place.x < Double(labels.width), place.y < Double(labels.height)
        else { continue }
        result[x, y] = labels[Int(place.x), Int(place.y)]
      }
    }
    return result
  }
}
