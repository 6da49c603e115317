import Files
import Foundation
import Hands
import Splatting
import Tensors

/// The hand of a recording of DexYCB over frames, in the world.
struct DexYCBHand {
  let root: URL
  let recording: DexYCBRecording
  /// The labels of the frames, in the frame of one camera.
  let labels: [DexYCBLabels]
  /// From the camera's frame to the world.
  let cameraToWorld: RigidTransform

  /// The hand, posed with the model that `hands` names; none where hands are not wanted.
  func track(_ hands: DataSetHands, warnings: inout [String]) throws -> HandTrack? {
    guard let model = try hands.models(leftShape: .asPublished)?[recording.side] else { return nil }
    let shape = try shape()
    let frames = ManoFrames(
      poses: labels.map { $0.hand.map { pose($0, shape: shape, model: model) } }, flatHandMean: false)
    let track = try frames.track(model, movedBy: Array(repeating: cameraToWorld, count: labels.count))
    if let warning = frames.warning(side: recording.side) { warnings.append(warning) }
    let stated = labels.map { labels in
      (labels.joints ?? []).map { SIMD3<Float>(cameraToWorld * SIMD3<Double>($0)) }
    }
    if let warning = JointAgreement(track.joints, annotated: stated).warning { warnings.append(warning) }
    return track
  }

  /// The pose of MANO's 51 numbers: wrist 3, components 45, translation 3.
  private func pose(_ numbers: [Float], shape: [Float], model: HandModel) -> ManoFrames.Pose {
    let fingers = model.fingerPose(components: Tensor(Array(numbers[3..<48]), shape: [1, 45])).floats()
    return ManoFrames.Pose(
      axisAngle: Array(numbers[..<3]) + fingers, shape: shape,
      translation: [numbers[48], numbers[49], numbers[50]])
  }

  /// The ten coefficients of the subject's hand.
  private func shape() throws -> [Float] {
    let file = try YAMLFile(root.appending(path: "calibration/mano_\(recording.shapeName)/mano.yml"))
    let shape = try file.require("betas").elements().map { Float(try $0.number()) }
    guard shape.count == 10 else { throw FileError(file.url, "has \(shape.count) betas, not 10") }
    return shape
  }
}
