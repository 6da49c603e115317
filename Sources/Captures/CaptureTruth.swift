import Files
import Foundation
import Hands
import Splatting

/// The exact hands and object of a capture, where they are known: for evaluation only.
///
/// No reader of captures opens these files.
public struct CaptureTruth: Sendable, Equatable {
  /// A rigid object over all frames.
  public struct Object: Sendable, Equatable {
    /// From the object's frame to the world's, one a frame.
    public var poses: [RigidTransform]
    /// Vertices in the object's frame, metres.
    public var vertices: [SIMD3<Float>]
    /// Triangles of the vertices.
    public var faces: [SIMD3<Int32>]

    /// Puts an object together from its parts.
    public init(poses: [RigidTransform], vertices: [SIMD3<Float>], faces: [SIMD3<Int32>]) {
      self.poses = poses
      self.vertices = vertices
      self.faces = faces
    }
  }

  /// The hands, world frame.
  public var hands: [HandTrack]
  /// The object, where there is one.
  public var object: Object?

  /// Puts the truth together from its parts.
  public init(hands: [HandTrack] = [], object: Object? = nil) {
    self.hands = hands
    self.object = object
  }

  /// Reads `truth/hands.npz` and `truth/object.npz` of the capture in `folder`; none where neither is there.
  ///
  /// Throws a ``FileError`` where a file cannot be understood.
  public static func read(_ folder: URL) throws -> CaptureTruth? {
    let (handsURL, objectURL) = urls(folder)
    let hasHands = FileManager.default.fileExists(atPath: handsURL.path)
    let hasObject = FileManager.default.fileExists(atPath: objectURL.path)
    guard hasHands || hasObject else { return nil }
    return CaptureTruth(
      hands: hasHands ? try HandsFile.read(handsURL) : [], object: hasObject ? try object(objectURL) : nil)
  }

  /// Writes what is known into `truth` of the capture in `folder`.
  ///
  /// Throws a ``FileError`` where a file cannot be written.
  public func write(to folder: URL) throws {
    let (handsURL, objectURL) = Self.urls(folder)
    try createFolder(handsURL.deletingLastPathComponent())
    if !hands.isEmpty { try HandsFile.write(hands, to: handsURL) }
    guard let object else { return }
    let archive = NumPyArchive([
      "pose": NumPyArray(object.poses.flatMap(Self.matrix), shape: [object.poses.count, 4, 4]),
      "vertices": NumPyArray(
        object.vertices.flatMap { [$0.x, $0.y, $0.z] }, shape: [object.vertices.count, 3]),
      "faces": NumPyArray(object.faces.flatMap { [$0.x, $0.y, $0.z] }, shape: [object.faces.count, 3]),
    ])
    try archive.write(to: objectURL, compressed: true)
  }

  private static func urls(_ folder: URL) -> (hands: URL, object: URL) {
    (folder.appending(path: "truth/hands.npz"), folder.appending(path: "truth/object.npz"))
  }

  private static func object(_ url: URL) throws -> Object {
    let archive = try NumPyArchive(contentsOf: url)
    let poses = try archive.array("pose", shape: [nil, 4, 4])
    let positions = try archive.array("vertices", shape: [nil, 3]).vectors()
    let elements = try poses.doubles()
    return Object(
      poses: (0..<poses.shape[0]).map { transform(elements[$0 * 16..<$0 * 16 + 12]) },
      vertices: positions, faces: try archive.array("faces").triangles(vertexCount: positions.count))
  }

  /// The transform whose first three rows of four are `elements`.
  private static func transform(_ elements: ArraySlice<Double>) -> RigidTransform {
    let e = Array(elements)
    return RigidTransform(
      rotation: Matrix3([e[0], e[1], e[2]], [e[4], e[5], e[6]], [e[8], e[9], e[10]]),
      translation: [e[3], e[7], e[11]])
  }

  /// The sixteen elements of a transform's matrix, by rows.
  ///
  /// Doubles: a file of floats loses what was exact.
  private static func matrix(_ pose: RigidTransform) -> [Double] {
    let (r, t) = (pose.rotation.elements, pose.translation)
    return [r[0], r[1], r[2], t.x, r[3], r[4], r[5], t.y, r[6], r[7], r[8], t.z, 0, 0, 0, 1]
  }
}
