import Files
import Foundation
import Hands

/// Reads and writes `hands.npz`.
///
/// A side `right` or `left` is there where `{side}_vertices` is. Where the two sides' triangles differ, as
/// those of mirrored hands do, each has its own `{side}_faces`; `faces` else serves both.
public enum HandsFile {
  /// The number of joints with a rotation, and of joints with the fingertips.
  private static let (rotatedJoints, joints) = (16, 21)

  /// The hands in the file at `url`, right before left.
  ///
  /// Throws a ``FileError`` where it cannot be read, holds no hand, or arrays do not fit each other.
  public static func read(_ url: URL) throws -> [HandTrack] {
    let archive = try NumPyArchive(contentsOf: url)
    let tracks = try HandTrack.Side.allCases.compactMap { side in
      try archive["\(side.rawValue)_vertices"].map { try track(side, vertices: $0, in: archive) }
    }
    guard !tracks.isEmpty else {
      throw FileError(
        url, "holds no hand", remedy: "it should have right_vertices or left_vertices [frames, vertices, 3]")
    }
    return tracks
  }

  /// Writes `tracks`, at most one a side, to the file at `url`.
  ///
  /// Throws a ``FileError`` where it cannot be written.
  public static func write(_ tracks: [HandTrack], to url: URL) throws {
    var archive = NumPyArchive([:])
    let shared = tracks.first.map(\.faces)
    let sharesFaces = tracks.allSatisfy { $0.faces == shared }
    for track in tracks {
      let side = track.side.rawValue
      let count = track.vertices.count
      archive["\(side)_vertices"] = array(
        track.vertices, shape: [count, track.vertices.first?.count ?? 0, 3])
      archive["\(side)_joints"] = array(track.joints, shape: [count, joints, 3])
      archive["\(side)_joint_rotations"] = NumPyArray(
        track.jointRotations.joined().flatMap { $0 }, shape: [count, rotatedJoints, 3, 3])
      archive[sharesFaces ? "faces" : "\(side)_faces"] = NumPyArray(
        track.faces.flatMap { [$0.x, $0.y, $0.z] }, shape: [track.faces.count, 3])
      guard let parameters = track.parameters else { continue }
      archive["\(side)_pose"] = NumPyArray(parameters.pose.flatMap { $0 }, shape: [count, rotatedJoints, 3])
      archive["\(side)_shape"] = NumPyArray(parameters.shape)
      archive["\(side)_translation"] = array([parameters.translation], shape: [count, 3])
    }
    try archive.write(to: url, compressed: true)
  }

  private static func track(
    _ side: HandTrack.Side, vertices: NumPyArray, in archive: NumPyArchive
  ) throws -> HandTrack {
    let name = side.rawValue
    try vertices.requireShape([nil, nil, 3])
    let (count, vertexCount) = (vertices.shape[0], vertices.shape[1])
    let positions = try archive.array("\(name)_joints", shape: [count, joints, 3])
    let rotations = try archive.array("\(name)_joint_rotations", shape: [count, rotatedJoints, 3, 3])
    return HandTrack(
      side: side, vertices: try points(vertices, perFrame: vertexCount),
      joints: try points(positions, perFrame: joints),
      jointRotations: try rotations.floats().chunks(of: 9).chunks(of: rotatedJoints),
      faces: try (archive["\(name)_faces"] ?? archive.array("faces")).triangles(vertexCount: vertexCount),
      parameters: try parameters(name, frames: count, in: archive))
  }

  /// The model's parameters, where all three arrays are there.
  private static func parameters(
    _ side: String, frames: Int, in archive: NumPyArchive
  ) throws -> HandTrack.Parameters? {
    guard let pose = archive["\(side)_pose"], let shape = archive["\(side)_shape"],
      let translation = archive["\(side)_translation"]
    else { return nil }
    try pose.requireShape([frames, rotatedJoints, 3])
    try shape.requireShape([nil])
    try translation.requireShape([frames, 3])
    return HandTrack.Parameters(
      pose: try pose.floats().chunks(of: 3 * rotatedJoints), shape: try shape.floats(),
      translation: try translation.vectors())
  }

  private static func array(_ points: [[SIMD3<Float>]], shape: [Int]) -> NumPyArray {
    NumPyArray(points.joined().flatMap { [$0.x, $0.y, $0.z] }, shape: shape)
  }

  private static func points(_ array: NumPyArray, perFrame: Int) throws -> [[SIMD3<Float>]] {
    let all = try array.vectors()
    return (0..<array.shape[0]).map { Array(all[$0 * perFrame..<($0 + 1) * perFrame]) }
  }
}

extension Array {
  /// The elements in groups of `length`.
  fileprivate func chunks(of length: Int) -> [[Element]] {
    stride(from: 0, to: count, by: length).map { Array(self[$0..<Swift.min($0 + length, count)]) }
  }
}
