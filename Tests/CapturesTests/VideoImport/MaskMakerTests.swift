import Captures
import Files
import Foundation
import Hands
import Images
import Splatting
import TestSupport
import Testing

/// Masks made of the images, against what was drawn or rendered.
@Suite struct MaskMakerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The share of pixels with `label` that both have, of those that either has, over all frames.
  private func overlap(_ label: UInt8, _ made: [LabelImage], _ truth: [LabelImage]) -> Double {
    var (both, either) = (0, 0)
    for (a, b) in zip(made, truth) {
      for (x, y) in zip(a.values, b.values) {
        if x == label, y == label { both += 1 }
        if x == label || y == label { either += 1 }
      }
    }
    return either == 0 ? 1 : Double(both) / Double(either)
  }

  private func masks(
    _ frames: [Frame], _ landmarks: [[TrackedHand]], hands: [HandTrack] = [], isStill: Bool
  ) throws -> [LabelImage] {
    let masks = try MaskMaker().masks(of: frames, hands: hands, landmarks: landmarks, isStill: isStill)
    return try frames.indices.map { try masks.labels(frame: $0) }
  }

  /// Limits are what is reached, less a tenth.
  @Test(arguments: [0, 1.5] as [Float]) func whatMovesWithTheHandIsFound(pan: Float) throws {
    let (leastHand, leastObject) = pan == 0 ? (0.9, 0.77) : (0.86, 0.83)
    let scene = DrawnGrasp(pan: pan)
    let frames = try scene.frames(in: folder.url)
    let made = try masks(frames, frames.indices.map { [scene.tracked($0)] }, isStill: pan == 0)
    let truth = frames.indices.map { scene.labels($0) }
    let (hand, object) = (overlap(1, made, truth), overlap(3, made, truth))
    print("drawn grasp, pan \(pan): IoU of the hand \(hand), of the object \(object)")
    #expect(hand > leastHand && object > leastObject)
    #expect(made.allSatisfy { $0.values.allSatisfy { $0 <= 3 } })
    // Also before it is touched.
    if pan == 0 { #expect(overlap(3, Array(made.prefix(3)), Array(truth.prefix(3))) > 0.7) }
  }

  @Test(arguments: [0, 1.5] as [Float]) func whatNeverMovesIsNoObject(pan: Float) throws {
    let scene = DrawnGrasp(isCarried: false, pan: pan)
    let frames = try scene.frames(in: folder.url)
    let made = try masks(frames, frames.indices.map { [scene.tracked($0)] }, isStill: pan == 0)
    #expect(made.allSatisfy { $0.values.allSatisfy { $0 < 3 } })
    #expect(overlap(1, made, frames.indices.map { scene.labels($0) }) > 0.75)
  }

  /// A shadow goes with the hand, and its edge is an edge.
  @Test func shadowsAreNoObjects() throws {
    let scene = DrawnGrasp(isCarried: false, shade: 0.6, contrast: 0.03)
    let frames = try scene.frames(in: folder.url)
    let made = try masks(frames, frames.indices.map { [scene.tracked($0)] }, isStill: true)
    #expect(made.allSatisfy { $0.values.allSatisfy { $0 < 3 } })
  }

  @Test(arguments: [false, true]) func renderedGraspIsFound(movesCamera: Bool) throws {
    let (leastHand, leastObject) = movesCamera ? (0.73, 0.26) : (0.78, 0.36)
    var configuration = SynthesisConfiguration()
    (configuration.width, configuration.height) = (240, 180)
    (configuration.frames, configuration.novelViews, configuration.points) = (32, 0, 10)
    (configuration.samplesPerSide, configuration.movesCamera) = (1, movesCamera)
    let capture = try Synthesizer.write(configuration, to: folder.url)
    let landmarks = capture.frames.indices.map { frame in
      capture.hands.compactMap { tracked($0, frame, capture.frames[frame].camera) }
    }
    let made = try masks(capture.frames, landmarks, hands: capture.hands, isStill: !movesCamera)
    let truth = try capture.frames.map { try #require(try $0.loadMask()) }
    let (hand, object) = (overlap(1, made, truth), overlap(3, made, truth))
    let camera = movesCamera ? "moving" : "still"
    print("rendered grasp, \(camera) camera: IoU of the hand \(hand), of the object \(object)")
    #expect(hand > leastHand && object > leastObject)
  }

  /// The landmarks of a hand as a tracker would see them.
  private func tracked(_ hand: HandTrack, _ frame: Int, _ camera: Camera) -> TrackedHand? {
    guard hand.isSeen[frame] else { return nil }
    // MediaPipe's order of the track's joints.
    let order = [0, 13, 14, 15, 20, 1, 2, 3, 16, 4, 5, 6, 17, 10, 11, 12, 19, 7, 8, 9, 18]
    let places = order.map { camera.worldToCamera * SIMD3<Double>(hand.joints[frame][$0]) }
    let middle = places.reduce(.zero, +) / 21
    return TrackedHand(
      side: hand.side, presence: 1, handedness: 1,
      landmarks: places.map { place in
        let pixel = SIMD2(place.x, place.y) / place.z * camera.focalLength + camera.principalPoint
        return SIMD3(Float(pixel.x), Float(pixel.y), 0)
      }, worldLandmarks: places.map { SIMD3<Float>($0 - middle) })
  }

  @Test func framesOfAnotherSizeAreRefused() throws {
    let scene = DrawnGrasp()
    let frames = try scene.frames(in: folder.url)
    try ImageFile.write(Image(width: 8, height: 8, channels: 3, repeating: 0), to: frames[3].imageURL)
    let error = #expect(throws: FileError.self) { try masks(frames, frames.map { _ in [] }, isStill: true) }
    #expect(error?.problem.contains("8x8") == true)
  }

  @Test func fewFramesAndHandsAtTheEdgeGiveMasks() throws {
    let scene = DrawnGrasp()
    var frames = try scene.frames(in: folder.url)
    frames.removeLast(frames.count - 2)
    var outside = scene.tracked(0)
    outside.landmarks = outside.landmarks.map { $0 + [400, 0, 0] }
    var broken = scene.tracked(1)
    broken.landmarks[3].x = .nan
    #expect(
      try masks(frames, [[outside], [broken]], isStill: true).allSatisfy { $0.values.allSatisfy { $0 == 0 } })
    #expect(try masks([frames[0]], [[scene.tracked(0)]], isStill: true)[0].values.contains(1))
    #expect(try masks([], [], isStill: true).isEmpty)
  }
}
