import Splatting

/// Where the 16 joints of a hand are in one frame, and how they are turned.
public struct HandJointPose: Sendable, Equatable {
  /// From the hand at rest to the world.
  public var rotations: [Matrix3]
  /// Metres, world frame.
  public var positions: [SIMD3<Double>]

  /// Puts a pose together.
  public init(rotations: [Matrix3], positions: [SIMD3<Double>]) {
    self.rotations = rotations
    self.positions = positions
  }

  /// The joints of a frame; none where one of the hand's numbers is not finite.
  ///
  /// Matrices that are not quite rotations, as files may hold, become rotations.
  public init?(_ track: HandTrack, frame: Int) {
    let (points, places) = (track.vertices[frame], track.joints[frame])
    let turns = track.jointRotations[frame].map { elements in
      UnitQuaternion(Matrix3(elements: elements.map(Double.init)))
    }
    let isWhole =
      points.allSatisfy(\.isFinite) && places.allSatisfy(\.isFinite)
      && turns.allSatisfy { $0.elements.sum().isFinite }
    guard isWhole, places.count == 21, turns.count == 16 else { return nil }
    self.init(rotations: turns.map(\.matrix), positions: places.prefix(16).map { SIMD3<Double>($0) })
  }

  /// Where the joint `joint` carries the point that is at `rest` while the joint itself is at `place`.
  func carried(_ rest: SIMD3<Double>, by joint: Int, from place: SIMD3<Double>) -> SIMD3<Double> {
    rotations[joint] * (rest - place) + positions[joint]
  }

  /// A joint seen from the joint that carries it; the wrist's from the world.
  func local(_ joint: Int) -> RigidTransform {
    let parent = HandModel.parents[joint]
    guard parent >= 0 else {
      return RigidTransform(rotation: rotations[joint], translation: positions[joint])
    }
    let back = rotations[parent].transposed
    return RigidTransform(
      rotation: back * rotations[joint], translation: back * (positions[joint] - positions[parent]))
  }
}

extension SIMD3<Float> {
  fileprivate var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
