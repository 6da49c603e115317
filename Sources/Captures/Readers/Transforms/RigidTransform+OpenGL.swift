import Splatting

extension RigidTransform {
  /// The world-to-camera transform in OpenCV's convention of a camera-to-world matrix in OpenGL's, given by
  /// its rows, 3 or 4 of 4 numbers; none for another shape.
  ///
  /// The inverse is taken as that of a rotation, so that a matrix that is none gives a transform that is
  /// none, which ``CaptureValidator`` tells of.
  init?(openGLCameraToWorld rows: [[Double]]) {
    guard (3...4).contains(rows.count), rows.allSatisfy({ $0.count == 4 }) else { return nil }
    let (a, b, c) = (rows[0], rows[1], rows[2])
    let cameraToWorld = RigidTransform(
      rotation: Matrix3([a[0], -a[1], -a[2]], [b[0], -b[1], -b[2]], [c[0], -c[1], -c[2]]),
      translation: [a[3], b[3], c[3]])
    self = cameraToWorld.inverse
  }

  /// The camera-to-world matrix in OpenGL's convention of this world-to-camera transform in OpenCV's: four
  /// rows.
  var openGLCameraToWorld: [[Double]] {
    let inverse = inverse
    let (r, t) = (inverse.rotation, inverse.translation)
    return (0..<3).map { [r[$0, 0], -r[$0, 1], -r[$0, 2], t[$0]] } + [[0, 0, 0, 1]]
  }
}
