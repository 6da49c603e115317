import Captures
import Files
import Foundation
import Hands
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

/// What methods are given to learn from.
@Suite struct TrainingCaptureTests {
  private func capture(in folder: TemporaryFolder) throws -> Capture {
    var configuration = SynthesisConfiguration()
    (configuration.frames, configuration.width, configuration.height) = (6, 48, 36)
    (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (0, 50, 1)
    return try Synthesizer.write(configuration, to: folder.file("capture"))
  }

  @Test func onlyWhatBelongsToTheFramesIsThere() throws {
    let folder = try TemporaryFolder()
    var capture = try capture(in: folder)
    capture.keyFrame = 3
    let training = try TrainingCapture(capture, frames: [0, 2, 5])
    #expect(training.frames.map(\.time) == [0, 2, 5].map { capture.frames[$0].time })
    #expect(training.frames.map(\.index) == [0, 1, 2])
    #expect(training.keyFrame == 1)
    let hand = try #require(training.hands.first)
    #expect(hand.joints == [0, 2, 5].map { capture.hands[0].joints[$0] })
    #expect(hand.vertices.count == 3 && hand.jointRotations.count == 3)
    capture.keyFrame = 0
    #expect(try TrainingCapture(capture, frames: [2, 5]).keyFrame == 0)
    capture.keyFrame = nil
    #expect(try TrainingCapture(capture).keyFrame == nil)
  }

  @Test func labelsAreCoverage() throws {
    let folder = try TemporaryFolder()
    var capture = try capture(in: folder)
    let frame = try TrainingCapture(capture).frames[4]
    let labels = try #require(try capture.frames[4].loadMask())
    let hand = try #require(frame.coverage(of: [.rightHand, .leftHand]))
    #expect(hand.shape == [36, 48])
    #expect(hand.floats() == labels.values.map { $0 == 1 || $0 == 2 ? 1 : 0 })
    #expect(hand.sum().item() > 0)
    let everything = try #require(frame.coverage(of: Set(FrameLabel.allCases)))
    #expect(everything.floats().allSatisfy { $0 == 1 })
    for index in capture.frames.indices { capture.frames[index].maskURL = nil }
    #expect(try TrainingCapture(capture).frames[4].coverage(of: [.object]) == nil)
  }

  @Test func layersAreRenderedTogetherAndKeptApart() throws {
    func gaussians(_ count: Int, degree: Int) throws -> Gaussians {
      let points = PointCloud(
        positions: (0..<count).map { [Float($0), 0, 1] }, colors: Array(repeating: .zero, count: count))
      return try GaussianModel(points, degree: degree).gaussians(degree: degree)
    }
    let layered = LayeredGaussians(
      [("hand", try gaussians(2, degree: 0)), ("object", try gaussians(3, degree: 1))], labelled: true)
    #expect(layered.rows == ["hand": 0..<2, "object": 2..<5])
    #expect(layered.gaussians.count == 5 && layered.gaussians.degree == 1)
    #expect(layered.gaussians.extra?.floats() == [1, 0, 1, 0, 0, 1, 0, 1, 0, 1])
    #expect(LayeredGaussians([]).gaussians.count == 0)
  }
}
