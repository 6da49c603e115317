import Files
import Foundation
import Splatting

/// Hands as skinned, animated meshes in a binary glTF 2.0 file.
///
/// A hand is a node that places it, `right hand` or `left hand`, with a skeleton of 16 joints below, and a node with the
/// mesh. Joints are keyed at the frames in which the hand is seen, linear in between; where it is not, the placing node
/// has scale 0, so that nothing shows.
public enum HandGLB {
  private static let jointNames =
    ["wrist"]
    + ["index", "middle", "little", "ring", "thumb"].flatMap { finger in (1...3).map { "\(finger) \($0)" } }
  private static let skin = GLTFMaterial(
    color: StandardRGB.linear([0.86, 0.68, 0.58]), roughness: 0.7, isDoubleSided: true)

  /// Writes the file atomically; frames of the same time count once, and as the first in which the hand is seen.
  ///
  /// - Parameters:
  ///   - hands: Clips of as many poses as there are times.
  ///   - times: The frames' times, in seconds, in any order.
  ///   - placement: From the hands' frame to the file's, where +y should be up.
  /// - Throws: `FileError` if it cannot be written.
  public static func write(
    _ hands: [HandClip], times: [Double], placement: SimilarityTransform, to url: URL
  ) throws {
    var builder = GLBBuilder()
    builder.document.materials = [skin]
    builder.document.skins = []
    var animation = GLTFAnimation(name: "hands")
    for hand in hands { add(hand, times, placement, to: &builder, &animation) }
    builder.document.animations = [animation]
    try builder.write(to: url)
  }

  private static func add(
    _ hand: HandClip, _ times: [Double], _ placement: SimilarityTransform, to builder: inout GLBBuilder,
    _ animation: inout GLTFAnimation
  ) {
    let name = "\(hand.rig.side.rawValue) hand"
    let root = builder.document.nodes.count
    let motion = HandAnimation(hand.poses, times: times)
    builder.document.nodes.append(
      GLTFDocument.Node(
        name: name, children: [root + 1], translation: floats(placement.translation),
        rotation: floats(UnitQuaternion(placement.rotation)),
        scale: Array(repeating: Float(placement.scale), count: 3)))
    for joint in 0..<16 {
      let children = HandModel.parents.indices.filter { HandModel.parents[$0] == joint }.map { root + 1 + $0 }
      builder.document.nodes.append(
        GLTFDocument.Node(
          name: "\(hand.rig.side.rawValue) \(jointNames[joint])", children: children.isEmpty ? nil : children,
          translation: floats(motion.translations[joint][0]), rotation: floats(motion.rotations[joint][0])))
    }
    let bind = builder.add(
      hand.rig.joints.flatMap { [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] + floats(-$0) + [1] }, .matrix4,
      use: .other)
    builder.document.skins?.append(
      GLTFSkin(inverseBindMatrices: bind, joints: (0..<16).map { root + 1 + $0 }))
    builder.document.nodes.append(
      GLTFDocument.Node(
        name: "\(name) mesh", mesh: builder.document.meshes.count,
        skin: builder.document.skins.map { $0.count - 1 }))
    builder.document.meshes.append(mesh(hand.rig, name: name, &builder))
    builder.document.rootNodes += [root, root + 17]
    motion.add(to: &animation, &builder, root: root, scale: placement.scale)
  }

  private static func mesh(
    _ rig: HandRig, name: String, _ builder: inout GLBBuilder
  ) -> GLTFDocument.Mesh {
    let surface = TriangleMesh(positions: rig.vertices, faces: rig.faces)
    let flat = { (vectors: [SIMD3<Float>]) in vectors.flatMap { [$0.x, $0.y, $0.z] } }
    let attributes = [
      "POSITION": builder.add(flat(rig.vertices), .vector3, hasBounds: true),
      "NORMAL": builder.add(flat(surface.vertexNormals()), .vector3),
      "JOINTS_0": builder.add(rig.influences.flatMap { [$0.x, $0.y, $0.z, $0.w] }, .vector4),
      "WEIGHTS_0": builder.add(rig.weights.flatMap { [$0.x, $0.y, $0.z, $0.w] }, .vector4),
    ]
    let corners = rig.faces.flatMap { [UInt32($0.x), UInt32($0.y), UInt32($0.z)] }
    let indices = builder.add(corners, .scalar, use: .indices)
    return .init(
      name: name,
      primitives: [.init(attributes: attributes, indices: indices, material: 0, mode: .triangles)])
  }

  private static func floats(_ vector: SIMD3<Double>) -> [Float] {
    [Float(vector.x), Float(vector.y), Float(vector.z)]
  }

  /// x, y, z, w, as glTF has them.
  private static func floats(_ rotation: UnitQuaternion) -> [Float] {
    floats(rotation.vector) + [Float(rotation.w)]
  }
}
