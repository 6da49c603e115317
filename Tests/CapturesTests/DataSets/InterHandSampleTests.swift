import Captures
import Files
import Foundation
import Hands
import Images
import Splatting
import Tensors
import TestSupport
import Testing

/// A photograph of InterHand2.6M that lies beside the repository, with its camera, joints and MANO's parameters in a
/// pickle: what the conventions of the reader rest on, seen on real data.
///
/// Lengths are in tenths of a metre, the joints in the order of ``HandTrack/joints``.
@Suite(SharedData.needed("avatar_examples"))
struct InterHandSampleTests {
  private let camera: Camera
  private let hand: PickleRecord

  init() throws {
    let url = SharedData.folder("avatar_examples").appending(path: "interhand_anno.pkl")
    let parts = try PickleValue(contentsOf: url)
    let matrices = try PickleRecord(try #require(parts[0]), name: "camera")
    hand = try PickleRecord(try #require(parts[1]), name: "hand")
    let k = try matrices.array("intrinsics", shape: [3, 3]).doubles()
    let e = try matrices.array("extrinsics", shape: [4, 4]).doubles()
    camera = Camera(
      width: 256, height: 256, focalLength: [k[0], k[4]], principalPoint: [k[2], k[5]],
      worldToCamera: RigidTransform(
        rotation: Matrix3([e[0], e[1], e[2]], [e[4], e[5], e[6]], [e[8], e[9], e[10]]),
        translation: [e[3], e[7], e[11]]))
  }

  private func points(_ name: String) throws -> [SIMD3<Double>] {
    let values = try hand.array(name, shape: [21, 3]).doubles()
    return (0..<21).map { [values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2]] }
  }

  @Test func jointsLieOnTheHandInImageAndMask() throws {
    let folder = SharedData.folder("avatar_examples")
    let mask = try ImageFile.readLabels(folder.appending(path: "interhand_mask.png"))
    let image = try ImageFile.read(folder.appending(path: "interhand_img.jpg"))
    let stated = try hand.array("joint_img", shape: [21, 2]).doubles()
    for (index, joint) in try points("joint_cam").enumerated() {
      let place = Dots.project(joint, camera)
      let (x, y) = (Int(place.x), Int(place.y))
      #expect(mask[x, y] != 0, "joint \(index) at \(place)")
      // The background is black; skin is redder than blue.
      #expect(image[x, y, 0] > 0.15 && image[x, y, 0] > image[x, y, 2], "joint \(index) at \(place)")
      #expect(length(place - [stated[2 * index], stated[2 * index + 1]]) < 2.2)
    }
  }

  @Test func theModelsKinematicsAreMANOs() throws {
    let rest = try points("tpose_joints")
    let vertices = rest.map { SIMD3<Float>($0) }
    let model = HandModel(
      side: .right, template: Tensor(vertices.flatMap { [$0.x, $0.y, $0.z] }, shape: [21, 3]), faces: [],
      shapeDirections: .zeros([21, 3, 10]), poseDirections: nil,
      jointRegressor: .concatenated([.identity(16), .zeros([16, 5])], dimension: 1),
      skinningWeights: .concatenated([.identity(16), .zeros([5, 16])]), poseComponents: .identity(45),
      poseMean: .zeros([45]), fingertips: [16, 17, 18, 19, 20])
    let track = try model.track(
      axisAngle: [hand.floats("poses", count: 48)], shape: [Float](repeating: 0, count: 10),
      translation: [.zero], flatHandMean: true)
    let stated = try points("joints")
    let shift = stated[0] - SIMD3<Double>(track.joints[0][0])
    for joint in 0..<16 {
      #expect(length(SIMD3<Double>(track.joints[0][joint]) + shift - stated[joint]) < 1e-4, "joint \(joint)")
    }
  }
}

private func length(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum().squareRoot() }
