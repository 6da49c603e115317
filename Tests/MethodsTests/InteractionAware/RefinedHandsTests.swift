import Captures
import Files
import Foundation
import Hands
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Hands as the interaction-aware method has learnt them.
  @Suite struct RefinedHandsTests {
    private func capture() throws -> TrainingCapture { try TinyCapture.shared.get().training }

    private func times(_ capture: TrainingCapture) -> [Double] { capture.frames.map(\.time) }

    /// The mean distance of joints, metres, over the rows in which both are seen.
    private func distance(_ a: HandTrack, _ b: HandTrack) -> Double {
      let distances = zip(a.joints, b.joints).flatMap { zip($0, $1).map { simdLength($0 - $1) } }
      return Double(distances.filter(\.isFinite).reduce(0, +)) / Double(distances.count { $0.isFinite })
    }

    private func simdLength(_ v: SIMD3<Float>) -> Float { (v * v).sum().squareRoot() }

    /// The mean squared difference of the bones' lengths in all rows, metres.
    private func stretch(_ a: HandTrack, _ b: HandTrack) -> Float {
      // From the wrist to the knuckles, then along the fingers; of thumb and fingers the tips come last.
      let bones = (1...20).map { ($0 > 15 ? 3 * ($0 - 15) : $0 % 3 == 1 ? 0 : $0 - 1, $0) }
      func lengths(_ hand: HandTrack) -> [Float] {
        hand.joints.flatMap { row in bones.map { simdLength(row[$0.0] - row[$0.1]) } }
      }
      let squares = zip(lengths(a), lengths(b)).map { ($0 - $1) * ($0 - $1) }
      return squares.reduce(0, +) / Float(squares.count)
    }

    private func trained(
      _ capture: TrainingCapture, steps: Int, tracking: Double = 0, bones: Double = 0
    ) throws -> InteractionAware {
      let folder = try TemporaryFolder()
      var configuration = InteractionAwareConfiguration.lively(iterations: 40)
      configuration.losses.tracking = tracking
      configuration.losses.bones = bones
      configuration.pathLearningRate = .constant(2e-3)
      let run = try TrainingRun<InteractionAware>(configuration, in: folder.url, capture: capture)
      try run.run(atMost: steps)
      return run.trainer.method
    }

    @Test func theyStartAsTrackedButSmoother() throws {
      let capture = try capture()
      let method = try InteractionAware(
        .lively(iterations: 8), capture: capture, generator: RandomGenerator(seed: 1))
      let hands = method.hands(at: times(capture))
      try #require(hands.count == 1 && capture.hands.count == 1)
      let (hand, tracked) = (hands[0], capture.hands[0])
      #expect(hand.side == tracked.side && hand.faces == tracked.faces)
      #expect(hand.vertices.map(\.count) == tracked.vertices.map(\.count))
      #expect(distance(hand, tracked) < 0.015)
      for row in hand.jointRotations {
        for rotation in row {
          let matrix = Matrix3(elements: rotation.map(Double.init))
          let square = (matrix * matrix.transposed).elements
          #expect(zip(square, Matrix3.identity.elements).allSatisfy { abs($0 - $1) < 1e-4 })
        }
      }
    }

    @Test func trackingKeepsThemNearToTheTrack() throws {
      let capture = try capture()
      let distances = try [0, 1e4].map { weight in
        let method = try trained(capture, steps: 40, tracking: weight)
        return distance(method.hands(at: times(capture))[0], capture.hands[0])
      }
      #expect(distances[1] < distances[0] * 0.9)
    }

    @Test func bonesKeepTheirLengths() throws {
      let capture = try capture()
      let stretches = try [0, 1e5].map { weight in
        let method = try trained(capture, steps: 40, bones: weight)
        return stretch(method.hands(at: times(capture))[0], capture.hands[0])
      }
      #expect(stretches[1] < stretches[0] * 0.5, "\(stretches)")
    }

    @Test func theMotionGoesOnForAStep() throws {
      let capture = try capture()
      let method = try InteractionAware(
        .lively(iterations: 8), capture: capture, generator: RandomGenerator(seed: 1))
      let layer = try #require(try method.layers(iteration: 0).first)
      let (end, step) = (times(capture)[7], times(capture)[7] - times(capture)[6])
      let places = [-1.0, 0, 1, 2].map { layer.gaussians(at: end + $0 * step).means }
      let moves = zip(places.dropFirst(), places).map { $0 - $1 }
      let along = (moves[0] * moves[1]).sum().item() / moves[0].squared().sum().item()
      #expect((0.5...2).contains(along), "the next step is \(along) of the last")
      #expect(moves[2].abs().max().item() == 0)
    }

    @Test func rowsBeforeAHandEntersAreNotMadeUp() throws {
      var late = try capture()
      late.hands[0].joints[0] = late.hands[0].joints[0].map { _ in SIMD3(repeating: .nan) }
      late.hands[0].joints[1] = late.hands[0].joints[0]
      late.hands[0].joints[4] = late.hands[0].joints[0]
      let method = try InteractionAware(
        .lively(iterations: 8), capture: late, generator: RandomGenerator(seed: 1))
      let hand = try #require(method.hands(at: times(late)).first)
      let seen = hand.joints.map { $0.allSatisfy { ($0 - $0) == .zero } }
      #expect(seen == [false, false, true, true, true, true, true, true])
      #expect(hand.vertices[0].allSatisfy { $0.x.isNaN } && hand.jointRotations[0][3][2].isNaN)
    }

    @Test func theyAreKeptInTheScenesFolder() throws {
      let folder = try TemporaryFolder()
      var scene = Scene(
        origin: Scene.Origin(
          method: "static", capture: "tiny", split: "all", downscale: 1, iterations: 1, seed: 1),
        layers: [], background: .zero, views: try TinyCapture.shared.get().views,
        hands: try capture().hands)
      try SceneFolder.write(scene, to: folder.url)
      let read = try SceneFolder.read(folder.url)
      #expect(read.hands.map(\.joints) == scene.hands.map(\.joints))
      #expect(read.hands.map(\.vertices) == scene.hands.map(\.vertices))
      scene.hands = []
      try SceneFolder.write(scene, to: folder.url)
      #expect(try SceneFolder.read(folder.url).hands.isEmpty)
      #expect(try !folder.contents().contains("hands.npz"))
    }
  }
}
