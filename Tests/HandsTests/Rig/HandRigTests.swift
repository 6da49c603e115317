import Files
import Foundation
import Hands
import Splatting
import Tensors
import TestSupport
import Testing

/// Hands as skinned meshes, skinned again by an independent program.
@Suite(.enabled(if: FreeHand.isThere, FreeHand.hint)) struct HandRigTests {
  /// A hand that goes through some poses while it turns and moves.
  private func track(_ side: HandTrack.Side, frames: Int = 12) throws -> HandTrack {
    let model = try HandModels.free()[side]
    let anatomy = HandAnatomy(model)
    let gestures: [HandGesture] = [.relaxed, .fist, .spread, .pinch, .point]
    let poses = (0..<frames).map { frame -> [Float] in
      let wrist = [0.1, 0.2 * Float(frame), -0.3]
      return wrist + gestures[frame % gestures.count].fingerPose(anatomy).map { $0 * 0.8 }
    }
    return try model.track(
      axisAngle: poses, shape: [1, -0.5], translation: (0..<frames).map { [0.02 * Float($0), 0.1, 1] },
      flatHandMean: true)
  }

  /// The vertices that the script finds, by hand and then by time.
  private func skinned(_ file: URL, at seconds: [Double]) throws -> [[SIMD3<Float>]] {
    let output = try Python.run("skinned_hands.py", [file.path] + seconds.map { "\($0)" })
    return try output.split(separator: "\n").map { line in
      let values = try JSONDecoder().decode([Float].self, from: Data(line.utf8))
      return stride(from: 0, to: values.count, by: 3).map { [values[$0], values[$0 + 1], values[$0 + 2]] }
    }
  }

  private func largestDistance(_ a: [SIMD3<Float>], _ b: [SIMD3<Float>]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { max($0, length($1.0 - $1.1)) }
  }

  @Test(.enabled(if: Python.isAvailable, "there is no .venv")) func anIndependentSkinningGivesTheTrack()
    throws
  {
    let folder = try TemporaryFolder()
    let tracks = try HandTrack.Side.allCases.map { try track($0) }
    let models = try HandModels.free()
    let clips = try tracks.map { try #require(HandClip($0, models: models)) }
    let placement = SimilarityTransform(
      scale: 2, rotation: Matrix3(axis: [0.6, 0, 0.8], angle: 1), translation: [1, 2, 3])
    let times = (0..<12).map { Double($0) / 24 }
    try HandGLB.write(clips, times: times, placement: placement, to: folder.file("a.glb"))
    let frames = [0, 5, 11]
    let found = try skinned(folder.file("a.glb"), at: frames.map { times[$0] })
    #expect(found.count == 6)
    for (hand, clip) in clips.enumerated() {
      #expect(clip.rig.origin == .model && clip.seenCount == 12)
      // Of up to 6 weights a vertex 4 are kept.
      #expect(clip.deviation.mean < 2e-5 && clip.deviation.largest < 1e-3)
      for (index, frame) in frames.enumerated() {
        let vertices = placement.inverse.applied(to: found[3 * hand + index])
        #expect(largestDistance(vertices, clip.rig.posed(try #require(clip.poses[frame]))) < 2e-6)
        #expect(
          Double(largestDistance(vertices, tracks[hand].vertices[frame])) < clip.deviation.largest + 2e-6)
      }
    }
  }

  @Test(.enabled(if: Python.isAvailable, "there is no .venv")) func halfwayJointsHaveTurnedHalf() throws {
    let folder = try TemporaryFolder()
    let model = try HandModels.free()[.right]
    let fist = HandGesture.fist.fingerPose(HandAnatomy(model))
    let poses = [Float(0), 0.5, 1].map { share in [0, 0, share] + fist.map { $0 * share } }
    let track = try model.track(
      axisAngle: poses, shape: [0], translation: [.zero, [0.1, 0, 0], [0.2, 0, 0]], flatHandMean: true)
    let ends = track.selecting(frames: [0, 2])
    let clip = try #require(HandClip(ends, models: .free()))
    try HandGLB.write([clip], times: [0, 3], placement: SimilarityTransform(), to: folder.file("a.glb"))
    let halfway = try skinned(folder.file("a.glb"), at: [1.5])[0]
    #expect(largestDistance(halfway, track.vertices[1]) < 1e-3)
    let middle = try #require(HandJointPose(track, frame: 1))
    #expect(largestDistance(halfway, clip.rig.posed(middle)) < 2e-6)
  }

  @Test func weightsAreFoundFromMotion() throws {
    var moving = try track(.left, frames: 30)
    moving.parameters = nil
    let clip = try #require(HandClip(moving, models: .free()))
    #expect(clip.rig.origin == .fitted)
    #expect(clip.deviation.mean < 1e-4 && clip.deviation.largest < 3e-3)
    for weights in clip.rig.weights { #expect(abs(weights.sum() - 1) < 1e-5 && weights.min() >= 0) }
    // A hand that never moves tells nothing of its joints: near ones carry it.
    var still = try track(.left, frames: 1)
    still.parameters = nil
    let rest = try #require(HandClip(still, models: nil))
    #expect(rest.deviation.largest < 1e-6)
    let (tips, model) = ([4, 7, 10, 13, 16].map { UInt8($0 - 1) }, try HandModels.free()[.left])
    #expect(model.fingertips.map { rest.rig.influences[$0][0] } == tips)
  }

  @Test(.enabled(if: Python.isAvailable, "there is no .venv")) func unseenHandsVanish() throws {
    let folder = try TemporaryFolder()
    var track = try track(.right, frames: 5)
    let whole = track
    track.vertices[2][7].x = .nan
    let clip = try #require(HandClip(track, models: .free()))
    #expect(clip.seenCount == 4)
    // Frames may come in any order.
    let times = [0, 0.25, 0.5, 1, 0.75]
    try HandGLB.write([clip], times: times, placement: SimilarityTransform(), to: folder.file("a.glb"))
    let found = try skinned(folder.file("a.glb"), at: [0.25, 0.5, 0.625, 0.75, 1])
    for (index, frame) in [(0, 1), (3, 4), (4, 3)] {
      #expect(largestDistance(found[index], whole.vertices[frame]) < 1e-3)
    }
    for gone in found[1...2] { #expect(gone.allSatisfy { $0 == gone[0] }) }
    for frame in 0..<5 { track.joints[frame][0].y = .infinity }
    #expect(HandClip(track, models: nil) == nil)
  }
}
