import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Hands
import Images
import Splatting

/// The command `handful track`.
struct Track: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tracks the hands in a video and fits the hand model to them.",
    discussion: """
      Writes hands.npz in the frame of a camera that stands still: vertices, joints, rotations and the model's \
      parameters a frame, NaN where a hand is not seen. The video must not be mirrored.

      Examples:
        handful track cup.mp4 -o hands.npz --overlay overlay.mp4
        handful track cup.mp4 -o hands.npz --focal 1100 --mano mano_v1_2/models
      """)

  @Argument(help: "The video.")
  var video: String

  @Option(name: .shortAndLong, help: "The file to write: a .npz.")
  var output: String

  @Option(help: "A video to write with the fitted hands drawn over the frames: a .mp4.")
  var overlay: String?

  @Option(help: "A file to write with the landmarks of each frame that the hands are fitted to: a .json.")
  var landmarks: String?

  @Option(help: "The camera's focal length in pixels; estimated without it.")
  var focal: Double?

  @Option(help: "The folder with MANO_RIGHT.pkl and MANO_LEFT.pkl; the free hand is fitted without it.")
  var mano: String?

  @Option(
    help: """
      True joints to measure against: a pickle, .npy or .npz with [frames, 21, 3] metres in MediaPipe's order, \
      in any frame.
      """)
  var truth: String?

  @Option(help: "Whose joints --truth holds: right or left.")
  var truthSide = HandTrack.Side.right

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @OptionGroup var compute: ComputeOptions

  mutating func validate() throws {
    guard output.lowercased().hasSuffix(".npz") else { throw ValidationError("end --output with .npz") }
    if let overlay, !overlay.lowercased().hasSuffix(".mp4") {
      throw ValidationError("end --overlay with .mp4")
    }
    if let landmarks, !landmarks.lowercased().hasSuffix(".json") {
      throw ValidationError("end --landmarks with .json")
    }
    if let focal, !(focal.isFinite && focal > 0) {
      throw ValidationError("--focal takes a number of pixels above 0")
    }
  }

  func run() async throws {
    compute.apply()
    let models = try mano.map { try HandModels(manoFolder: URL(argument: $0)) } ?? HandModels.free()
    let reader = try await VideoReader(URL(argument: video))
    let truth = try truth.map { try TrueJoints.read(URL(argument: $0), side: truthSide) }
    let line = ProgressLine()
    defer { line.end() }
    let began = ContinuousClock.now
    let hands = try await HandTracker().hands(in: reader) { done in
      line.show("tracking: frame \(done) of \(reader.frameCount)", final: done == reader.frameCount)
    }
    let tracked = ContinuousClock.now
    if let landmarks { try LandmarkFile.write(hands, to: URL(argument: landmarks)) }
    let cameras: HandCameras =
      focal.map { .still(focalLength: $0, size: reader.size) } ?? .unknown(size: reader.size)
    let fits = try HandFitter(models: models).fit(hands, cameras: cameras, frameRate: reader.frameRate) {
      line.show("fitting: \(Int($0 * 100)) %", final: $0 == 1)
    }
    let fitted = ContinuousClock.now
    try HandsFile.write(fits.hands.map(\.track), to: URL(argument: output))
    if let overlay { try await draw(fits, over: reader, to: URL(argument: overlay), line) }
    let errors = try truth.map {
      try HandEvaluator.evaluate(fits.hands.map(\.track), truth: [$0], title: "Joints of \(video)")
    }
    let report = TrackReport(
      fits, frameCount: hands.count, seconds: (tracked - began, fitted - tracked), errors: errors)
    if json { try Output.json(report) } else { print(report.text) }
  }

  private func draw(
    _ fits: HandFits, over reader: VideoReader, to url: URL, _ line: ProgressLine
  ) async throws {
    let overlay = HandOverlay()
    try await VideoWriter.write(to: url, size: reader.size, frameRate: reader.frameRate) { writer in
      try await reader.forEachFrame { frame, image in
        guard fits.cameras.indices.contains(frame) else { return }
        try await writer.append(
          overlay.draw(fits.hands.map(\.track), frame: frame, on: image, camera: fits.cameras[frame]))
        line.show(
          "drawing: frame \(frame + 1) of \(reader.frameCount)", final: frame + 1 == reader.frameCount)
      }
    }
  }
}
