import Splatting

/// A smooth way through cameras: Catmull-Rom splines of positions, intrinsics and quaternions, which pass
/// through every camera and have no corners.
struct CameraSpline {
  private let cameras: [Camera]
  private let positions: [SIMD3<Double>]
  private let rotations: [UnitQuaternion]

  /// A way through `cameras`, of which there must be some.
  init(_ cameras: [Camera]) {
    self.cameras = cameras
    positions = cameras.map(\.position)
    var rotations: [UnitQuaternion] = []
    for camera in cameras {
      // A quaternion and its negative are one rotation: neighbours must have the same sign to be mixed.
      let rotation = UnitQuaternion(camera.worldToCamera.rotation)
      rotations.append(rotations.last.map(rotation.nearest) ?? rotation)
    }
    self.rotations = rotations
  }

  /// `count` cameras from the first to the last, at even steps of the cameras' number.
  func cameras(count: Int) -> [Camera] {
    (0..<count).map { camera(at: evenTime($0, of: count) * Double(cameras.count - 1)) }
  }

  private func camera(at place: Double) -> Camera {
    let start = min(Int(place), max(cameras.count - 2, 0))
    let weights = catmullRom(place - Double(start))
    func mixed<Vector: SIMD<Double>>(_ value: (Int) -> Vector) -> Vector {
      zip(-1...2, weights).reduce(into: Vector.zero) { $0 += extended(value, to: start + $1.0) * $1.1 }
    }
    let q = mixed { rotations[$0].elements }
    let rotation = UnitQuaternion(normalizing: q[0], [q[1], q[2], q[3]]).matrix
    var camera = cameras[0]
    camera.focalLength = mixed { cameras[$0].focalLength * scale(of: cameras[$0]) }
    camera.principalPoint = mixed { cameras[$0].principalPoint * scale(of: cameras[$0]) }
    let position = mixed { positions[$0] }
    camera.worldToCamera = RigidTransform(rotation: rotation, translation: -(rotation * position))
    return camera
  }

  /// The value of the camera at `index`, which may lie one beyond the ends: there the last step goes on.
  private func extended<Vector: SIMD<Double>>(_ value: (Int) -> Vector, to index: Int) -> Vector {
    let last = cameras.count - 1
    guard last > 0 else { return value(0) }
    if index < 0 { return 2 * value(0) - value(1) }
    if index > last { return 2 * value(last) - value(last - 1) }
    return value(index)
  }

  /// What brings a camera's image to the size of the first's.
  private func scale(of camera: Camera) -> SIMD2<Double> {
    [Double(cameras[0].width) / Double(camera.width), Double(cameras[0].height) / Double(camera.height)]
  }

  /// Catmull and Rom's weights of the four neighbours of an interval, at `t` in it.
  private func catmullRom(_ t: Double) -> [Double] {
    let (t2, t3) = (t * t, t * t * t)
    return [
      (-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2,
    ]
  }
}
