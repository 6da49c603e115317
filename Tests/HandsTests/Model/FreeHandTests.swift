import Foundation
import Hands
import Tensors
import TestSupport
import Testing

/// What anny itself gives for some poses: `Tests/Scripts/anny_hand_values.py`.
private struct AnnyValues: Decodable {
  struct Case: Decodable {
    var side: HandTrack.Side
    var pose: [Float]
    var shape: [Float]
    var joints: [[Float]]
    var indices: [Int]
    var vertices: [[Float]]
  }

  var cases: [Case]

  static func stored() throws -> AnnyValues {
    let url = Repository.root.appendingPathComponent("Tests/Scripts/anny_hand_values.json")
    return try JSONDecoder().decode(AnnyValues.self, from: Data(contentsOf: url))
  }
}

@Suite(.enabled(if: FreeHand.isThere, FreeHand.hint)) struct FreeHandTests {
  @Test func agreesWithItsSourceInPosesAndShapes() throws {
    let models = try HandModels.free()
    for value in try AnnyValues.stored().cases {
      let track = try models[value.side].track(
        axisAngle: [value.pose], shape: value.shape, translation: [.zero], flatHandMean: true)
      func error(_ points: [SIMD3<Float>], _ expected: [[Float]]) -> Float {
        zip(points, expected).map { point, other in (0..<3).map { abs(point[$0] - other[$0]) }.max() ?? 0 }
          .max() ?? .infinity
      }
      // Metres; single precision.
      #expect(error(track.joints[0], value.joints) < 2e-6)
      #expect(error(value.indices.map { track.vertices[0][$0] }, value.vertices) < 2e-6)
    }
  }

  @Test(arguments: HandTrack.Side.allCases) func isAClosedHandOfHumanSize(_ side: HandTrack.Side) throws {
    let model = try HandModels.free()[side]
    #expect(model.shapeCount == 10)
    var edges: [SIMD2<Int32>: Int] = [:]
    for face in model.faces {
      for edge in [SIMD2(face.x, face.y), SIMD2(face.y, face.z), SIMD2(face.z, face.x)] {
        edges[edge, default: 0] += 1
      }
    }
    #expect(edges.values.allSatisfy { $0 == 1 })
    #expect(edges.keys.allSatisfy { edges[[$0.y, $0.x]] == 1 })
    #expect(largestDifference(model.skinningWeights.sum([1]), Tensor.ones([model.vertexCount])) < 1e-5)
    let joints = model.restJoints(Tensor.zeros([10])).floats()
    func joint(_ index: Int) -> SIMD3<Float> {
      SIMD3(joints[3 * index], joints[3 * index + 1], joints[3 * index + 2])
    }
    // The wrist is in the origin; fingers point along -x on the right hand, +x on the left; the thumb is at +z.
    let way: Float = side == .right ? -1 : 1
    #expect(joint(0) * joint(0) == .zero || abs(joint(0).x) < 1e-5)
    #expect(joint(6).x * way > 0.12 && joint(6).x * way < 0.2)
    #expect(joint(15).z > 0.03)
    // Every fingertip is farther out than the joint before it, within 35 mm of it.
    let points = model.template.floats()
    for (finger, tip) in model.fingertips.enumerated() {
      let end = SIMD3(points[3 * tip], points[3 * tip + 1], points[3 * tip + 2])
      let (last, before) = (joint(3 * finger + 3), joint(3 * finger + 2))
      #expect(((end - last) * (last - before)).sum() > 0)
      #expect(((end - last) * (end - last)).sum() < 0.035 * 0.035)
    }
  }

  @Test func sidesMirrorEachOther() throws {
    let models = try HandModels.free()
    let mirror = Tensor([Float]([-1, 1, 1]))
    #expect(largestDifference(models[.left].template * mirror, models[.right].template) < 1e-5)
    let faces = zip(models[.left].faces, models[.right].faces)
    #expect(faces.allSatisfy { [$0.x, $0.y, $0.z].sorted() == [$1.x, $1.y, $1.z].sorted() && $0 != $1 })
  }

  @Test func textureFollowsTheTriangles() throws {
    let model = try HandModels.free()[.right]
    let texture = try #require(model.textureCoordinates)
    #expect(texture.faces.count == model.faces.count)
    #expect(texture.coordinates.allSatisfy { $0.x >= 0 && $0.x <= 1 && $0.y >= 0 && $0.y <= 1 })
    let fine = try #require(model.subdivided().textureCoordinates)
    #expect(fine.faces.count == 4 * texture.faces.count)
    // The first of four triangles keeps its corner.
    #expect(fine.coordinates[Int(fine.faces[4].x)] == texture.coordinates[Int(texture.faces[1].x)])
  }

  @Test func shapesAreOrthogonalAndTheFirstIsSize() throws {
    let model = try HandModels.free()[.right]
    let directions = model.shapeDirections.reshaped([-1, 10])
    let products = directions.transposed().matmul(directions).floats()
    for a in 0..<10 {
      for b in 0..<a {
        #expect(abs(products[10 * a + b]) < 1e-3 * (products[11 * a] * products[11 * b]).squareRoot())
      }
    }
    func length(_ shape: [Float]) -> Float {
      let joints = model.restJoints(Tensor(shape)).floats()
      return abs(joints[3 * 6] - joints[0])
    }
    #expect(length([2]) > 1.08 * length([0]))
  }
}
