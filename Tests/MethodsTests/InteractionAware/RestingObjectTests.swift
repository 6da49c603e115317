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
  /// Objects are taken to rest until they are touched, unless masks show that they do not.
  @Suite struct RestingObjectTests {
    private func capture(keyFrame: Int) throws -> TrainingCapture {
      let folder = try TemporaryFolder()
      var configuration = SynthesisConfiguration()
      (configuration.frames, configuration.width, configuration.height) = (8, 48, 36)
      (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (0, 500, 1)
      var capture = try Synthesizer.write(configuration, to: folder.file("made"))
      capture.keyFrame = keyFrame
      return try TrainingCapture(capture)
    }

    private func scene(
      _ capture: TrainingCapture, change: (inout InteractionAwareConfiguration) -> Void = { _ in }
    ) throws -> Scene {
      let folder = try TemporaryFolder()
      var configuration = InteractionAwareConfiguration.lively(iterations: 40)
      configuration.pathLearningRate = .constant(2e-3)
      change(&configuration)
      let run = try TrainingRun<InteractionAware>(configuration, in: folder.url, capture: capture)
      try run.run()
      return try run.scene()
    }

    /// The furthest that any Gaussian of the object is at `time` from where it is at `other`, metres.
    private func motion(_ scene: Scene, from time: Double, to other: Double) -> Double {
      let places = [time, other].map { scene.gaussians(at: $0, layers: ["object"]).means }
      return (places[0] - places[1]).norm([-1]).max().item()
    }

    @Test func anObjectRestsUntilTheKeyFrame() throws {
      let capture = try capture(keyFrame: 3)
      let times = capture.frames.map(\.time)
      let resting = try scene(capture)
      #expect(motion(resting, from: times[0], to: times[3]) < 1e-6)
      #expect(motion(resting, from: times[3], to: times[7]) > 1e-3)
      let free = try scene(capture) { $0.restsUntilContact = false }
      #expect(motion(free, from: times[0], to: times[3]) > 1e-5)
    }

    @Test func colorsOfWhatRestsStillChange() throws {
      let scene = try scene(capture(keyFrame: 3))
      let times = scene.views.map(\.time)
      let colors = [times[0], times[3]].map { scene.gaussians(at: $0, layers: ["object"]).harmonics }
      #expect((colors[0] - colors[1]).abs().max().item() > 0)
    }

    @Test func whatMasksShowToMoveDoesNotRest() throws {
      // By the last frame the hand has lifted the object.
      let capture = try capture(keyFrame: 7)
      let times = capture.frames.map(\.time)
      #expect(motion(try scene(capture), from: times[0], to: times[7]) > 1e-5)
    }

    @Test func aMovingCameraTellsWhereTheObjectsSurfaceIs() throws {
      let folder = try TemporaryFolder()
      var configuration = SynthesisConfiguration()
      (configuration.frames, configuration.width, configuration.height) = (24, 160, 120)
      (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (0, 500, 1)
      let made = try Synthesizer.write(configuration, to: folder.file("made"))
      let truth = try #require(try CaptureTruth.read(folder.file("made"))?.object)
      let key = try #require(made.keyFrame)
      let places = truth.vertices.map { SIMD3<Float>(truth.poses[key] * SIMD3<Double>($0)) }
      let training = try TrainingCapture(made)
      let distances = try [true, false].map { rests in
        var settings = InteractionAwareConfiguration.lively(iterations: 8)
        settings.object.points = 800
        settings.restsUntilContact = rests
        let method = try InteractionAware(settings, capture: training, generator: RandomGenerator(seed: 1))
        let object = try #require(try method.layers(iteration: 0).first { $0.name == "object" })
        let means = object.gaussians(at: training.frames[key].time).means.floats()
        let starts = stride(from: 0, to: means.count, by: 3).map {
          SIMD3(means[$0], means[$0 + 1], means[$0 + 2])
        }
        let squares = NearestNeighbors(places).nearest(1, to: starts).squaredDistances.sorted()
        return squares[squares.count / 2].squareRoot()
      }
      #expect(distances[0] < 0.015 && distances[0] < distances[1] * 0.75, "\(distances)")
    }
  }
}
