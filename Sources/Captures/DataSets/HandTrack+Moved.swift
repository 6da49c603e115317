import Foundation
import Hands
import Splatting

extension HandTrack {
  /// The track in another frame: each frame's hand moved by a transform of its own.
  ///
  /// The parameters are those that pose the moved hand: the wrist turns about its place at rest, `restWrist`, to which
  /// the translation is added, so that R (J + t) + T = J + t'.
  ///
  /// - Parameters:
  ///   - transforms: From the track's frame to the other, one a frame.
  ///   - restWrist: The wrist of the model at rest, with the track's shape.
  func moved(by transforms: [RigidTransform], restWrist: SIMD3<Double>) -> HandTrack {
    precondition(transforms.count == vertices.count, "a transform a frame")
    var track = self
    for (frame, transform) in transforms.enumerated() {
      func move(_ point: SIMD3<Float>) -> SIMD3<Float> { SIMD3<Float>(transform * SIMD3<Double>(point)) }
      track.vertices[frame] = vertices[frame].map(move)
      track.joints[frame] = joints[frame].map(move)
      track.jointRotations[frame] = jointRotations[frame].map { rows in
        (transform.rotation * Matrix3(elements: rows)).elements.map { Float($0) }
      }
    }
    track.parameters = parameters?.moved(by: transforms, restWrist: restWrist)
    return track
  }
}

extension HandTrack.Parameters {
  fileprivate func moved(by transforms: [RigidTransform], restWrist: SIMD3<Double>) -> Self {
    var moved = self
    for (frame, transform) in transforms.enumerated() {
      let wrist = SIMD3<Double>(Double(pose[frame][0]), Double(pose[frame][1]), Double(pose[frame][2]))
      let turned = RotationVector.vector(transform.rotation * RotationVector.matrix(wrist))
      for axis in 0..<3 { moved.pose[frame][axis] = Float(turned[axis]) }
      let place = restWrist + SIMD3<Double>(translation[frame])
      moved.translation[frame] = SIMD3<Float>(transform * place - restWrist)
    }
    return moved
  }
}

extension Matrix3 {
  /// The matrix of nine elements by rows.
  fileprivate init(elements e: [Float]) {
    self.init(
      [Double(e[0]), Double(e[1]), Double(e[2])], [Double(e[3]), Double(e[4]), Double(e[5])],
      [Double(e[6]), Double(e[7]), Double(e[8])])
  }
}
