import Foundation
import Splatting
import Tensors

/// Fits hand models to the landmarks that a tracker found in a video, all frames at once.
///
/// Shared by all frames are each hand's shape, small constant offsets between the model's joints and the points that
/// landmarks mean, and, where it is not known, the focal length. Each frame has its own pose, rotation and place. They
/// are those that are most probable given landmarks in the image and in space (MediaPipe's two kinds), the limits of
/// joints, the usual shapes and poses, and smooth movements; found by Adam.
public struct HandFitter: Sendable {
  private let models: HandModels
  private let settings: HandFitSettings
  /// The share of a landmark's weight that is left where the hand hides it.
  private static let hiddenWeight: Float = 0.25

  /// A fitter of these models.
  public init(models: HandModels, settings: HandFitSettings = HandFitSettings()) {
    self.models = models
    self.settings = settings
  }

  /// The hands of a video.
  ///
  /// - Parameters:
  ///   - hands: those that were found in each frame, as ``HandTracker`` gives them.
  ///   - cameras: known cameras number as many as frames.
  ///   - frameRate: frames a second.
  ///   - progress: is told the share of the work that is done, 0...1.
  /// - Throws: ``HandsError`` if there is no hand, landmarks are not complete, or look like the other side's;
  ///   ``TensorError``.
  public func fit(
    _ hands: [[TrackedHand]], cameras: HandCameras, frameRate: Double, progress: (Double) -> Void = { _ in }
  ) throws -> HandFits {
    if case .known(let known) = cameras, known.count != hands.count {
      throw HandsError("\(hands.count) frames have \(known.count) cameras")
    }
    guard frameRate.isFinite, frameRate > 0 else { throw HandsError("\(frameRate) is no frame rate") }
    let guess = cameras.guess(settings)
    let first = cameras.cameras(count: hands.count, focalLength: guess ?? 1)
    let evidence = try evidence(hands, cameras: first, frameRate: frameRate)
    return try withTensorErrors {
      let rows = evidence.map { hand in FrameCameras(hand.frames.frames.map { first[$0] }) }
      let problems = zip(evidence, rows).map { hand, rows in
        HandProblem(
          model: models[hand.side], evidence: hand, cameras: rows, frameRate: frameRate, settings: settings)
      }
      let scale = optimize(problems, rows, estimatesFocalLength: guess != nil, progress: progress)
      let final = guess.map { cameras.cameras(count: hands.count, focalLength: $0 * (scale?.item() ?? 1)) }
      let fits = try problems.map { problem in
        let cameras = FrameCameras(problem.evidence.frames.frames.map { (final ?? first)[$0] })
        return try problem.result(
          models[problem.evidence.side], cameras: cameras, focalScale: scale, frameCount: hands.count)
      }
      return HandFits(hands: fits, cameras: final ?? first)
    }
  }

  private func evidence(
    _ hands: [[TrackedHand]], cameras: [Camera], frameRate: Double
  ) throws -> [HandEvidence] {
    let gap = Int(settings.maximumGap * frameRate)
    let found = try HandTrack.Side.allCases.compactMap {
      try HandEvidence(hands, side: $0, cameras: cameras, maximumGap: gap)
    }
    guard !found.isEmpty else { throw HandsError("no hand was found in \(hands.count) frames") }
    for hand in found { try requireSide(hand) }
    return found
  }

  /// Landmarks that fit the other hand far better have the wrong side.
  private func requireSide(_ hand: HandEvidence) throws {
    let other: HandTrack.Side = hand.side == .right ? .left : .right
    let mine = HandProblem.misfit(models[hand.side], evidence: hand)
    guard mine > 1.5 * HandProblem.misfit(models[other], evidence: hand) else { return }
    throw HandsError(
      "the landmarks of the \(hand.side.rawValue) hand have the shape of a \(other.rawValue) hand: "
        + "was the video mirrored?")
  }

  /// Runs Adam; gives the focal length against the one first assumed, where it is estimated.
  private func optimize(
    _ problems: [HandProblem], _ cameras: [FrameCameras], estimatesFocalLength: Bool,
    progress: (Double) -> Void
  ) -> Tensor? {
    let logScale = Parameter(Tensor(0))
    func focalScale() -> Tensor? { estimatesFocalLength ? logScale.value.exp() : nil }
    var groups = problems.flatMap { $0.variables.groups($0.evidence.side.rawValue) }
    groups.append(.init(name: "focal", parameters: [("focal", logScale)], learningRate: 0.01))
    let adam = Adam(groups)
    for iteration in 0..<settings.iterations {
      let share = Double(iteration) / Double(settings.iterations)
      if iteration == settings.iterations / 2 { weighHiddenLandmarks(problems, focalScale: focalScale()) }
      // Half a cosine, down to a fiftieth.
      let rate = 0.02 + 0.49 * (1 + cos(share * .pi))
      for group in groups { adam.setLearningRate(group.learningRate * rate, of: group.name) }
      adam.clearGradients()
      var loss = (logScale.value / settings.focalLengthDeviation).squared()
      for (problem, cameras) in zip(problems, cameras) {
        loss += problem.loss(cameras, focalScale: focalScale())
      }
      loss.backward()
      // Pose and shape first: offsets are what these leave unexplained.
      if share < 0.5 { for problem in problems { problem.variables.offsets.gradient = nil } }
      adam.step()
      progress(Double(iteration + 1) / Double(settings.iterations))
    }
    return focalScale()?.detached()
  }

  private func weighHiddenLandmarks(_ problems: [HandProblem], focalScale: Tensor?) {
    withoutGradients {
      for problem in problems {
        problem.weighHiddenLandmarks(
          models[problem.evidence.side], by: Self.hiddenWeight, focalScale: focalScale)
      }
    }
  }
}
