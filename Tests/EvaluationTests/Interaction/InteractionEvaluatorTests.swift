import Captures
import Evaluation
import Foundation
import Methods
import Splatting
import Tensors
import Testing

@Suite struct InteractionEvaluatorTests {
  /// Points that a motion takes along from time 0 to 1, a straight line a point, and a transparent one far off.
  private struct MovingLayer: SceneLayer {
    struct Details: Codable, Sendable, Equatable {}
    static let kind = "moving"
    let name: String
    let details = Details()
    let from: [SIMD3<Float>]
    let to: [SIMD3<Float>]

    init(name: String, from: [SIMD3<Float>], to: [SIMD3<Float>]) {
      (self.name, self.from, self.to) = (name, from, to)
    }

    init(name: String, details: Details, state: [String: Tensor]) throws {
      self.init(name: name, from: [], to: [])
    }

    func state() -> [String: Tensor] { [:] }

    func gaussians(at time: Double) -> Gaussians {
      let far: SIMD3<Float> = [9, 9, 9]
      let points = zip(from, to).map { $0 + ($1 - $0) * Float(time) } + [far]
      let count = points.count
      return Gaussians(
        means: Tensor(points.flatMap { [$0.x, $0.y, $0.z] }, shape: [count, 3]),
        rotations: Tensor([Float](arrayLiteral: 1, 0, 0, 0)).repeated([count, 1]),
        scales: .full([count, 3], 0.01), opacities: Tensor(points.map { $0 == far ? Float(0.1) : 0.9 }),
        harmonics: .zeros([count, 4, 3]), degree: 1)
    }
  }

  private let box: [SIMD3<Float>] = [[0, 0, 0], [0.1, 0, 0], [0, 0.1, 0], [0, 0, 0.1]]

  private func scene(_ layers: [MovingLayer]) -> Scene {
    Scene(
      origin: Scene.Origin(
        method: "", capture: "", split: "all", downscale: 1, iterations: 1, seed: 0),
      layers: layers, background: .zero, views: [])
  }

  private func frames(_ times: [Double]) -> [(index: Int, frame: Frame)] {
    let camera = Camera(lookingAt: .zero, from: [1, 0, 0], width: 8, height: 8, focalLength: 8)
    return times.enumerated().map { index, time in
      (index, Frame(name: "\(index)", imageURL: URL(filePath: "/none"), camera: camera, time: time))
    }
  }

  @Test func contactIsTheDistanceBetweenOpaqueGaussians() throws {
    let hand = MovingLayer(name: "hand", from: [[0.5, 0, 0]], to: [[0.104, 0, 0]])
    let scene = scene([hand, MovingLayer(name: "object", from: box, to: box)])
    let apart = try #require(try ContactMap(scene, time: 0))
    #expect(abs(apart.leastDistance - 0.4) < 1e-6 && apart.touched(within: 0.005) == 0)
    let together = try #require(try ContactMap(scene, time: 1))
    #expect(abs(together.leastDistance - 0.004) < 1e-6)
    #expect(together.touched(within: 0.005) == 0.25)
    #expect(together.objectDistances.count == 4 && together.handDistances.count == 1)
    let colors = together.coloredGaussians()
    #expect(colors.count == 5 && colors.degree == 0)
    // The hand's only Gaussian, 4 mm away, is nearly red; the object's first, 104 mm away, blue.
    let values = (colors.harmonics * SphericalHarmonics.Factor.degree0 + 0.5).floats()
    let expected: [Float] = [1, 0.4, 0, 0, 0, 1]
    #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-3 }, "\(values.prefix(6))")
    #expect(try ContactMap(self.scene([hand]), time: 0) == nil)
  }

  @Test func theTrackIsTheRigidMotionAndWhatItLeaves() throws {
    let turn = RigidTransform(
      rotation: Matrix3(axis: [0, 0, 1], angle: 0.3), translation: [0.02, 0, 0.1])
    let goal = box.map { SIMD3<Float>(turn * SIMD3<Double>($0)) }
    let scene = scene([MovingLayer(name: "object", from: box, to: goal)])
    let track = try #require(try ObjectTrack(scene, times: [0, 1]))
    #expect(track.poses[1].residual < 1e-6)
    // The object's own frame does not matter, only how it moved.
    let rest = RigidTransform(rotation: Matrix3(axis: [1, 0, 0], angle: 1), translation: [1, 2, 3])
    let right = track.error(of: 1, first: rest, now: turn * rest)
    #expect(right.distance < 1e-6 && right.angle < 1e-6)
    let still = track.error(of: 1, first: rest, now: rest)
    #expect(abs(still.angle - 0.3) < 1e-6)
    let middle = SIMD3<Double>(repeating: 0.025)
    #expect(abs(still.distance - length(turn * middle - middle)) < 1e-6)
    var bent = goal
    bent[1].x += 0.04
    let loose = try #require(
      try ObjectTrack(self.scene([MovingLayer(name: "object", from: box, to: bent)]), times: [0, 1]))
    #expect(loose.poses[1].residual > 0.005)
  }

  @Test func theTableHasAFrameEach() throws {
    let hand = MovingLayer(name: "hand", from: [[0.5, 0, 0]], to: [[0.104, 0, 0]])
    let scene = scene([hand, MovingLayer(name: "object", from: box, to: box)])
    let truth = CaptureTruth.Object(
      poses: [RigidTransform(), RigidTransform(translation: [0, 0, 0.01])], vertices: box, faces: [])
    let table = try #require(
      try InteractionEvaluator.evaluate(scene, frames: frames([0, 1]), object: truth, title: "Contact"))
    #expect(table.frames.count == 2)
    #expect(abs(try #require(table.frames[1].distanceError) - 0.01) < 1e-6)
    #expect(table.frames[1].touched == 0.25)
    #expect(table.markdown().contains("| 4.00 | 12.5 | 25.0 | 0.00 | 5.00 | 0.00 |"))
    #expect(
      try InteractionEvaluator.evaluate(
        self.scene([hand]), frames: frames([0]), object: nil, title: "") == nil)
  }
}
