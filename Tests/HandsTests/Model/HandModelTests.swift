import Foundation
import Hands
import Tensors
import TestSupport
import Testing

@Suite(.enabled(if: FreeHand.isThere, FreeHand.hint)) struct HandModelTests {
  private func model() throws -> HandModel { try HandModels.free()[.right].converted(to: .float64) }

  @Test func axisAngleGradientsAgreeWithDifferences() throws {
    let model = try model()
    let (weights, joints) = (scattered([2, model.vertexCount, 3], seed: 1), scattered([2, 21, 3], seed: 2))
    // One hand at rest, where the axis of a rotation is not defined.
    let pose = Tensor.concatenated([Tensor.zeros([1, 48], .float64), scattered([1, 48], seed: 3)])
    expectGradients(at: [pose, scattered([10], seed: 4), scattered([2, 3], seed: 5)]) { inputs in
      let hands = model.posed(
        rotations: model.rotations(axisAngle: inputs[0], flatHandMean: false), shape: inputs[1],
        translation: inputs[2])
      return (hands.vertices * weights).sum() * 0.01 + (hands.joints * joints).sum()
    }
  }

  @Test func otherPoseGradientsAgreeWithDifferences() throws {
    let model = try model()
    let joints = scattered([1, 21, 3], seed: 2)
    func loss(_ rotations: Tensor) -> Tensor {
      let hands = model.posed(
        rotations: rotations, shape: Tensor.zeros([1], .float64), translation: Tensor.zeros([1, 3], .float64))
      return (hands.joints * joints).sum()
    }
    expectGradients(at: [scattered([1, 96], seed: 6)]) { loss(model.rotations(sixD: $0[0])) }
    expectGradients(at: [scattered([1, 3], seed: 7), scattered([1, 6], seed: 8)]) {
      loss(model.rotations(wrist: $0[0], components: $0[1], flatHandMean: false))
    }
  }

  @Test func inverseSkinningUndoesPosing() throws {
    let model = try model()
    let rotations = model.rotations(axisAngle: scattered([3, 48], seed: 9) * 0.5, flatHandMean: true)
    let shape = scattered([10], seed: 10)
    let skinning = model.skinning(
      rotations: rotations, shape: shape, translation: scattered([3, 3], seed: 11))
    let rest = model.shapedVertices(shape)
    let posed = skinning.posed(rest, weights: model.skinningWeights)
    let hands = model.posed(
      rotations: rotations, shape: shape, translation: scattered([3, 3], seed: 11))
    #expect(largestDifference(posed, hands.vertices) < 1e-12)
    let back = skinning.atRest(posed, weights: model.skinningWeights)
    #expect(largestDifference(back, rest.expanded([3, -1, -1])) < 1e-12)
    // A point that one joint carries goes with that joint, whatever the other weights are.
    let point = Tensor([0.1, 0.2, 0.3], shape: [1, 3])
    let single = Tensor.identity(16, .float64)[5..<6]
    let local = skinning.atRest(point, weights: single)
    let turned = hands.jointRotations[.all, .at(5)].matmul(
      (local[.all, .at(0)] - model.restJoints(shape)[.all, .at(5)]).unsqueezed(-1)
    ).squeezed(-1)
    #expect(largestDifference(turned + hands.joints[.all, .at(5)], point.expanded([3, 3])) < 1e-12)
  }

  @Test func subdivisionInterpolatesEverything() throws {
    let model = try model()
    let fine = model.subdivided(2)
    #expect(fine.faces.count == 16 * model.faces.count)
    // A closed surface: every edge of a subdivision gains one vertex.
    let edges = model.faces.count * 3 / 2
    #expect(model.subdivided().vertexCount == model.vertexCount + edges)
    let rotations = model.rotations(axisAngle: scattered([1, 48], seed: 12) * 0.4, flatHandMean: true)
    let (shape, still) = (scattered([10], seed: 13), Tensor.zeros([1, 3], .float64))
    let coarse = model.posed(rotations: rotations, shape: shape, translation: still)
    let finer = fine.posed(rotations: rotations, shape: shape, translation: still)
    #expect(largestDifference(coarse.joints, finer.joints) < 1e-12)
    #expect(largestDifference(coarse.vertices, finer.vertices[.all, .to(model.vertexCount)]) < 1e-12)
    let once = model.subdivided()
    let face = model.faces[100]
    let middle = Int(once.faces[403].x)
    func row(_ tensor: Tensor, _ index: Int) -> Tensor { tensor[index..<index + 1] }
    let mean = (row(model.skinningWeights, Int(face.x)) + row(model.skinningWeights, Int(face.y))) * 0.5
    #expect(largestDifference(row(once.skinningWeights, middle), mean) < 1e-12)
    let place = (row(model.template, Int(face.x)) + row(model.template, Int(face.y))) * 0.5
    #expect(largestDifference(row(once.template, middle), place) < 1e-12)
  }

  @Test func componentsSpanAllPosesAndTheMeanIsAdded() throws {
    let model = try model()
    let pose = scattered([2, 45], seed: 14)
    let back = model.fingerPose(components: model.components(fingerPose: pose))
    #expect(largestDifference(back, pose) < 1e-5)
    let wrist = scattered([2, 3], seed: 15)
    let whole = Tensor.concatenated([wrist, pose], dimension: 1)
    let fromMean = model.rotations(
      wrist: wrist, components: model.components(fingerPose: pose), flatHandMean: false)
    let added = Tensor.concatenated([wrist, pose + model.poseMean], dimension: 1)
    #expect(largestDifference(fromMean, model.rotations(axisAngle: added, flatHandMean: true)) < 1e-5)
    #expect(largestDifference(fromMean, model.rotations(axisAngle: whole, flatHandMean: false)) < 1e-5)
    let few = model.rotations(
      wrist: wrist, components: Tensor.zeros([2, 3], .float64), flatHandMean: true)
    #expect(largestDifference(few[.all, .from(1)], Tensor.identity(3).expanded([2, 15, 3, 3])) < 1e-12)
  }

  @Test func tracksHaveRowsOfNaNWhereAParameterIs() throws {
    let model = try HandModels.free()[.left]
    var poses = [[Float]](repeating: Array(repeating: 0.1, count: 48), count: 3)
    poses[1][20] = .nan
    let track = try model.track(
      axisAngle: poses, shape: [], translation: [[1, 2, 3], .zero, .zero], flatHandMean: false)
    #expect(track.side == .left && track.faces == model.faces)
    #expect(track.vertices[1].allSatisfy { $0.x.isNaN } && track.joints[1].count == 21)
    #expect(track.jointRotations[1].joined().allSatisfy { $0.isNaN })
    #expect(track.vertices[2].allSatisfy { $0.x.isFinite })
    // The parameters count from the flat hand: they give the same hand again.
    let parameters = try #require(track.parameters)
    let again = try model.track(
      axisAngle: parameters.pose, shape: parameters.shape, translation: parameters.translation,
      flatHandMean: true)
    #expect(again.vertices[0] == track.vertices[0])
  }

  @Test func wrongNumbersOfATrackAreErrors() throws {
    let model = try HandModels.free()[.right]
    let flat = [Float](repeating: 0, count: 48)
    func message(_ pose: [[Float]], _ shape: [Float], _ places: [SIMD3<Float>]) -> String {
      do {
        _ = try model.track(axisAngle: pose, shape: shape, translation: places, flatHandMean: true)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(message([[0, 1]], [], [.zero]) == "a hand pose has 48 numbers (16 joints), not 2")
    #expect(message([flat], [], []) == "1 poses and 0 translations do not make a track")
    #expect(message([flat], Array(repeating: 0, count: 11), [.zero]).contains("up to 10"))
    #expect(message([flat], [.nan], [.zero]).contains("finite"))
  }
}
