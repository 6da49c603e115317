import Captures
import Splatting
import Testing

private let hand = ArticulatedHand()

private func distance(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Double {
  length(SIMD3<Double>(a) - SIMD3<Double>(b))
}

/// A hand somewhere with all fingers bent, each joint differently.
private func bentPose() -> HandPose {
  HandPose(
    wrist: RigidTransform(
      rotation: Matrix3(axis: normalize([1, 2, -0.5]), angle: 1.1), translation: [0.3, -0.2, 0.5]),
    fingers: (0..<15).map { [-0.3 - 0.04 * Double($0), 0.05, 0.02 * Double($0 % 3)] })
}

@Suite struct SynthesisHandTests {
  @Test func theRestPoseChangesNothing() {
    let posed = hand.posed(HandPose())
    for (a, b) in zip(posed.mesh.positions, hand.restMesh.positions) { #expect(distance(a, b) < 1e-6) }
    for (a, b) in zip(posed.joints, hand.skeleton.joints) { #expect(distance(a, SIMD3<Float>(b)) < 1e-6) }
    #expect(posed.rotations.allSatisfy { $0 == .identity })
    #expect(posed.joints.count == 21 && posed.rotations.count == 16)
  }

  @Test func theSkinIsOneClosedSurface() {
    let mesh = hand.restMesh
    var edges: Set<SIMD2<Int32>> = []
    for face in mesh.faces {
      for corner in 0..<3 {
        let isNew = edges.insert([face[corner], face[(corner + 1) % 3]]).inserted
        #expect(isNew, "an edge has one triangle on each side")
      }
    }
    #expect(edges.allSatisfy { edges.contains([$0.y, $0.x]) })
    // Euler's formula for one surface without handles; two spheres would give 4.
    #expect(mesh.positions.count - edges.count / 2 + mesh.faces.count == 2)
    let volume = mesh.faces.reduce(0.0) { sum, face in
      let (a, b, c) = (mesh.positions[Int(face.x)], mesh.positions[Int(face.y)], mesh.positions[Int(face.z)])
      return sum + dot(SIMD3<Double>(a), cross(SIMD3<Double>(b), SIMD3<Double>(c))) / 6
    }
    #expect(volume > 4e-4 && volume < 8e-4, "a hand and a third of a forearm: about half a litre")
  }

  @Test func jointsFollowTheKinematicTree() {
    let pose = bentPose()
    let posed = hand.posed(pose)
    let rest = hand.skeleton.joints
    var rotations = [pose.wrist.rotation]
    for joint in 1..<16 {
      let parent = HandSkeleton.parents[joint]
      let vector = pose.fingers[joint - 1]
      rotations.append(rotations[parent] * Matrix3(axis: normalize(vector), angle: length(vector)))
      let expected = SIMD3<Double>(posed.joints[parent]) + rotations[parent] * (rest[joint] - rest[parent])
      #expect(distance(posed.joints[joint], SIMD3<Float>(expected)) < 1e-6)
      #expect(
        zip(posed.rotations[joint].elements, rotations[joint].elements).allSatisfy { abs($0 - $1) < 1e-9 })
    }
    for finger in 0..<5 {
      let last = 3 * finger + 3
      let expected = SIMD3<Double>(posed.joints[last]) + rotations[last] * (rest[16 + finger] - rest[last])
      #expect(distance(posed.joints[16 + finger], SIMD3<Float>(expected)) < 1e-6)
    }
    #expect(distance(posed.joints[0], SIMD3<Float>(pose.wrist.translation)) < 1e-6)
  }

  @Test func theSkinFollowsItsBones() {
    let posed = hand.posed(bentPose())
    for finger in 0..<5 {
      let tip = SIMD3<Float>(hand.skeleton.joints[16 + finger])
      // Skin near a tip is carried by the last bone alone: it keeps its distance to the tip.
      let near = hand.restMesh.positions.indices.filter { distance(hand.restMesh.positions[$0], tip) < 0.006 }
      #expect(near.count >= 3, "the tip of a finger is on its skin")
      for vertex in near {
        let before = distance(hand.restMesh.positions[vertex], tip)
        let after = distance(posed.mesh.positions[vertex], posed.joints[16 + finger])
        #expect(abs(before - after) < 1e-4)
      }
    }
    // Nor does bending one finger move another.
    var pose = HandPose()
    for joint in 0..<3 { pose.fingers[joint] = [-0.9, 0, 0] }
    let pointing = hand.posed(pose)
    for finger in 1..<5 {
      let tip = SIMD3<Float>(hand.skeleton.joints[16 + finger])
      for (vertex, rest) in hand.restMesh.positions.enumerated() where distance(rest, tip) < 0.02 {
        #expect(distance(pointing.mesh.positions[vertex], rest) < 5e-4)
      }
    }
  }

  @Test func theHandIsARightHandOfAnAdult() {
    let joints = hand.skeleton.joints
    // Fingers along +y, back up, thumb on the left; from there index, middle, ring, little.
    let tips = [20, 16, 17, 19, 18].map { joints[$0].x }
    #expect(tips == tips.sorted())
    #expect([16, 17, 18, 19].allSatisfy { joints[$0].y > 0.14 })
    #expect(length(joints[17]) > 0.17 && length(joints[17]) < 0.21)
    #expect(joints[20].z < -0.02, "the thumb is opposed to the fingers")
  }
}
