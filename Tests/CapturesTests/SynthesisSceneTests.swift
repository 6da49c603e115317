import Captures
import Foundation
import Splatting
import Testing

private func smallConfiguration(seed: UInt64 = 1) -> SynthesisConfiguration {
  var configuration = SynthesisConfiguration()
  configuration.frames = 21
  configuration.width = 128
  configuration.height = 96
  configuration.samplesPerSide = 1
  configuration.seed = seed
  return configuration
}

/// The depth at which a ray first meets a mesh, by intersecting it with every triangle (Möller and Trumbore).
private func hit(_ mesh: TriangleMesh, origin: SIMD3<Double>, direction: SIMD3<Double>) -> Double? {
  var nearest: Double?
  for face in mesh.faces {
    let a = SIMD3<Double>(mesh.positions[Int(face.x)])
    let (u, v) = (
      SIMD3<Double>(mesh.positions[Int(face.y)]) - a, SIMD3<Double>(mesh.positions[Int(face.z)]) - a
    )
    let p = cross(direction, v)
    let determinant = dot(u, p)
    guard abs(determinant) > 1e-18 else { continue }
    let s = origin - a
    let (first, q) = (dot(s, p) / determinant, cross(s, u))
    let (second, depth) = (dot(direction, q) / determinant, dot(v, q) / determinant)
    guard first >= 0, second >= 0, first + second <= 1, depth > 0 else { continue }
    nearest = min(nearest ?? depth, depth)
  }
  return nearest
}

@Suite struct SynthesisSceneTests {
  private let scene = HandObjectScene(smallConfiguration())

  @Test func theMugStandsStillAndThenFollowsTheHand() {
    let key = scene.keyFrame
    #expect(key > 2 && key < 10)
    let start = scene.objectPose(at: 0)
    for frame in 0...key { #expect(scene.objectPose(at: scene.time(ofFrame: frame)) == start) }
    func relative(_ frame: Int) -> RigidTransform {
      let time = scene.time(ofFrame: frame)
      return scene.handPose(at: time).wrist.inverse * scene.objectPose(at: time)
    }
    let held = relative(key)
    for frame in key + 1..<scene.configuration.frames {
      let now = relative(frame)
      #expect(length(now.translation - held.translation) < 1e-9)
      #expect(zip(now.rotation.elements, held.rotation.elements).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(scene.handPose(at: scene.time(ofFrame: frame)).fingers == scene.handPose(at: 1).fingers)
    }
    #expect(length(relative(0).translation - held.translation) > 0.08, "the hand comes from elsewhere")
    let end = scene.objectPose(at: 1)
    #expect(end.translation.z > 0.08)
    let turn = end.rotation * start.rotation.transposed
    let angle = acos((turn.elements[0] + turn.elements[4] + turn.elements[8] - 1) / 2) * 180 / .pi
    #expect(angle > 35 && angle < 55)
  }

  @Test(arguments: [UInt64(1), 2, 3]) func theHandHoldsTheMugWithoutGoingThroughIt(seed: UInt64) {
    let scene = HandObjectScene(smallConfiguration(seed: seed))
    let radius = scene.object.positions.filter { $0.x > 0 }.map(\.x).max() ?? 0
    let height = scene.object.positions.map(\.z).max() ?? 0
    for frame in 0..<scene.configuration.frames {
      let time = scene.time(ofFrame: frame)
      let posed = scene.hand.posed(scene.handPose(at: time))
      let worldToMug = scene.objectPose(at: time).inverse
      func radial(_ p: SIMD3<Float>) -> (radius: Float, height: Float) {
        let local = worldToMug * SIMD3<Double>(p)
        return (Float((local.x * local.x + local.y * local.y).squareRoot()), Float(local.z))
      }
      let deepest = posed.mesh.positions.map(radial).filter { $0.height < height }.map { radius - $0.radius }
      #expect((deepest.max() ?? 0) < 0.004, "flesh gives way by a few millimetres at most")
      #expect(posed.mesh.positions.allSatisfy { $0.z > 0.004 }, "the hand stays above the table")
      guard frame >= scene.keyFrame else { continue }
      for tip in posed.joints[16...].map(radial) {
        #expect(tip.radius < radius + 0.015 && tip.height < height && tip.height > 0)
      }
    }
  }

  @Test func theGraspStretchesNoSkin() {
    let posed = scene.hand.posed(scene.handPose(at: 1)).mesh
    let rest = scene.hand.restMesh
    let stretches = rest.faces.flatMap { face in
      (0..<3).compactMap { corner -> Double? in
        let (a, b) = (Int(face[corner]), Int(face[(corner + 1) % 3]))
        let before = length(SIMD3<Double>(rest.positions[a]) - SIMD3<Double>(rest.positions[b]))
        let after = length(SIMD3<Double>(posed.positions[a]) - SIMD3<Double>(posed.positions[b]))
        return before > 0.001 ? after / before : nil
      }
    }
    #expect((stretches.max() ?? 0) < 5)
    #expect(stretches.filter { $0 > 2 }.count < stretches.count / 50)
  }

  @Test func visibleSkinLiesOnItsLabel() {
    for time in [0.0, 0.3, 1.0] {
      let camera = scene.camera(at: time)
      let view = TriangleRenderer(samplesPerSide: 1).render(scene.surfaces(at: time), camera: camera)
      var (visible, labelled) = (0, 0)
      for position in scene.hand.posed(scene.handPose(at: time)).mesh.positions {
        let p = camera.worldToCamera * SIMD3<Double>(position)
        let pixel = SIMD2(p.x, p.y) / p.z * camera.focalLength + camera.principalPoint
        guard pixel.x >= 0, pixel.y >= 0, pixel.x < 128, pixel.y < 96 else { continue }
        let (x, y) = (Int(pixel.x), Int(pixel.y))
        guard abs(Double(view.depth[x, y]) - p.z) < 0.003 else { continue }
        visible += 1
        if view.labels[x, y] == HandObjectScene.handLabel { labelled += 1 }
      }
      #expect(visible > 400)
      #expect(Double(labelled) > 0.96 * Double(visible))
    }
  }

  @Test func depthIsWhereRaysMeetTheMugAndTheTable() {
    let time = 0.8
    let camera = scene.camera(at: time)
    let view = TriangleRenderer(samplesPerSide: 1).render(scene.surfaces(at: time), camera: camera)
    let mug = scene.object.transformed(by: scene.objectPose(at: time))
    let cameraToWorld = camera.worldToCamera.inverse
    var (onMug, onTable) = (0, 0)
    for index in stride(from: 0, to: view.labels.values.count, by: 7) {
      let center = SIMD2(Double(index % 128), Double(index / 128)) + 0.5
      let offset = (center - camera.principalPoint) / camera.focalLength
      let direction = cameraToWorld.rotation * SIMD3(offset.x, offset.y, 1)
      let depth = Double(view.depth.values[index])
      if view.labels.values[index] == HandObjectScene.objectLabel {
        onMug += 1
        let expected = hit(mug, origin: camera.position, direction: direction)
        #expect(abs((expected ?? 0) - depth) < 1e-4)
      } else if view.labels.values[index] == 0, abs(camera.position.z + direction.z * depth) < 1e-3 {
        onTable += 1
      }
    }
    #expect(onMug > 50 && onTable > 500)
  }

  @Test func theCameraMovesSmoothlyAndSeesTheAction() {
    var last: Camera?
    for frame in 0..<scene.configuration.frames {
      let time = scene.time(ofFrame: frame)
      let camera = scene.camera(at: time)
      let p = camera.worldToCamera * (scene.objectPose(at: time).translation + [0, 0, 0.05])
      let pixel = SIMD2(p.x, p.y) / p.z * camera.focalLength + camera.principalPoint
      #expect(pixel.x > 25 && pixel.x < 103 && pixel.y > 19 && pixel.y < 77)
      if let last { #expect(length(camera.position - last.position) < 0.05) }
      last = camera
    }
    #expect(length(scene.camera(at: 0).position - scene.camera(at: 1).position) > 0.1)
  }
}
