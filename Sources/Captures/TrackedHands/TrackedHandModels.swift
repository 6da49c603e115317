import Foundation
import Hands
import Splatting
import Tensors

/// The hand models that tracked hands are posed with.
public struct TrackedHandModels: Sendable {
  /// The models.
  let models: HandModels
  /// Whether they are MANO's, with its vertices and its shapes.
  let areMANO: Bool

  /// The licensed files in a folder.
  ///
  /// - Throws: ``FileError`` that tells which file is missing and where to get it.
  public init(manoFolder: URL) throws {
    models = try HandModels(manoFolder: manoFolder)
    areMANO = true
  }

  /// The free hands, for who has no MANO: they take the pose and the place of the wrist, but not the shape.
  ///
  /// - Throws: ``FileError`` if set-up has not made them.
  public static func free() throws -> TrackedHandModels {
    TrackedHandModels(models: try HandModels.free(), areMANO: false)
  }

  private init(models: HandModels, areMANO: Bool) {
    self.models = models
    self.areMANO = areMANO
  }

  /// MANO's wrist at rest with the mean shape, metres; the left hand's mirrored.
  ///
  /// MANO's translation is added to it, so that the free hand, whose wrist rests elsewhere, needs it to be placed.
  private static let manoWrist: SIMD3<Float> = [0.0957, 0.0064, 0.0062]

  /// The hand over frames in the frame of reference of its parameters, all with their middle shape: a hand has one.
  func track(_ side: HandTrack.Side, _ poses: [ManoFrames.Pose?]) throws -> HandTrack {
    let shape = middleShape(poses)
    let model = models[side]
    let rest = model.restJoints(Tensor(shape))[.at(0), .at(0)].floats()
    let mano = side == .right ? Self.manoWrist : Self.manoWrist * [-1, 1, 1]
    let shift = areMANO ? .zero : mano - SIMD3(rest[0], rest[1], rest[2])
    return try model.track(
      axisAngle: poses.map { $0?.axisAngle ?? Array(repeating: .nan, count: 48) }, shape: shape,
      translation: poses.map { $0.map { $0.translation + shift } ?? SIMD3(repeating: .nan) },
      flatHandMean: true)
  }

  /// Where the wrist of a track rests before it is posed.
  func restWrist(of track: HandTrack) -> SIMD3<Double> {
    let shape = track.parameters?.shape ?? [0]
    let rest = models[track.side].restJoints(Tensor(shape))[.at(0), .at(0)].floats()
    return [Double(rest[0]), Double(rest[1]), Double(rest[2])]
  }

  /// The median of each coefficient; zeros for models that have other shapes.
  private func middleShape(_ poses: [ManoFrames.Pose?]) -> [Float] {
    let shapes = poses.compactMap { $0?.shape }
    guard areMANO, let count = shapes.map(\.count).min(), count > 0 else { return [0] }
    return (0..<count).map { index in
      let values = shapes.map { $0[index] }.sorted()
      return values[values.count / 2]
    }
  }
}
