import Hands
import Splatting

/// Places the hands that a tracker saw in the world of a capture.
struct HandPlacement {
  let models: TrackedHandModels
  let frames: [Frame]

  /// The track of a side from what was seen in each frame; none where it was never seen.
  ///
  /// Of several hands of a side in a frame the one nearest to the camera counts.
  func track(
    _ side: HandTrack.Side, _ seen: [[SeenHand]], _ warnings: inout [String]
  ) throws -> HandTrack? {
    let candidates = seen.map { hands in hands.filter { $0.side == side } }
    guard candidates.contains(where: { !$0.isEmpty }) else { return nil }
    let crowded = candidates.filter { $0.count > 1 }.count
    if crowded > 0 {
      warnings.append("\(crowded) frames have several \(side.rawValue) hands: the nearest is taken")
    }
    let hands = candidates.map { $0.min { $0.distance < $1.distance } }
    let assumed = zip(hands, frames).map { $0?.camera ?? TrackerCamera(assumedFor: $1.fileCamera) }
    let identities = Array(repeating: RigidTransform.identity, count: frames.count)
    return placed(try track(side, hands), from: identities, cameras: assumed)
  }

  /// A track that is in a tracker's world, in the capture's: through the camera that the tracker assumed to that of the
  /// capture, frame by frame.
  ///
  /// - Parameters:
  ///   - worldToCamera: From the tracker's world to its camera, one a frame.
  ///   - cameras: The tracker's cameras.
  func placed(
    _ track: HandTrack, from worldToCamera: [RigidTransform], cameras: [TrackerCamera]
  ) -> HandTrack {
    let transforms = frames.indices.map { index in
      let toCamera = worldToCamera[index]
      let wrist = track.joints[index][0]
      guard wrist.x.isFinite else { return toCamera }
      let camera = frames[index].fileCamera
      let correction = cameras[index].correction(to: camera, at: toCamera * SIMD3<Double>(wrist))
      return camera.worldToCamera.inverse * correction * toCamera
    }
    return track.moved(by: transforms, restWrist: models.restWrist(of: track))
  }

  /// The track in the tracker's camera: from parameters, or where there are only meshes from these.
  private func track(_ side: HandTrack.Side, _ hands: [SeenHand?]) throws -> HandTrack {
    let poses = hands.map { hand -> ManoFrames.Pose? in
      guard case .parameters(let pose) = hand?.geometry else { return nil }
      return pose
    }
    guard poses.allSatisfy({ $0 == nil }) else { return try models.track(side, poses) }
    let vertices = hands.map { hand -> [SIMD3<Float>]? in
      guard case .vertices(let vertices) = hand?.geometry else { return nil }
      return vertices
    }
    return try HandTrack(vertices: vertices, model: models.models[side])
  }
}
