import ArgumentParser
import Captures
import Files
import Foundation
import Hands
import Images

/// The command `handful import video`.
struct ImportVideo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "video", abstract: "Turns a video into a capture: hands, cameras and masks.",
    discussion: """
      Any video that ffmpeg reads, not mirrored. Hands are tracked and fitted, cameras assumed or solved, masks made of \
      the hands and of what moves with them: PNGs in masks/ that may be edited (1 right hand, 2 left hand, 3 object, \
      4 second object). The same command on the same folder goes on where it was cut \
      short and keeps masks that are there.

      Masks of your own (--masks): label pictures NAME.png (1 right hand, 2 left hand, 3 object, 4 second object); \
      or binary pictures, a subfolder an object (right, left, object, second) or NAME_ID.png. --mask-labels says what \
      other values, folders or IDs mean.

      Examples:
        handful import video cup.mp4 -o cup
        handful import video cup.mp4 -o cup --fps 10 --size 640 --start 2 --end 12 --overlay cup-overlay.mp4
        handful import video walk.mp4 -o walk --cameras colmap
        handful import video cup.mp4 -o cup --masks sam2 --mask-labels 1=right,2=object
      """)

  @Argument(help: "The video.")
  var video: String

  @Option(name: .shortAndLong, help: "The capture's folder, new or of the same import.")
  var output: String

  @Option(help: "Frames a second, at most the video's; all frames without it.")
  var fps: Double?

  @Option(help: "The longer side in pixels, or WIDTHxHEIGHT; the video's own size without it.")
  var size: FrameSizeArgument?

  @Option(help: "Where to begin, seconds.")
  var start = 0.0

  @Option(help: "Where to end, seconds.")
  var end: Double?

  @Option(help: "auto, static, colmap, or a transforms.json, capture or COLMAP model with a camera a frame.")
  var cameras = "auto"

  @Option(
    help: "The camera's focal length, pixels of the video's own size; estimated from the hands without it.")
  var focal: Double?

  @Option(help: "The camera's horizontal field of view, degrees, in place of --focal.")
  var fov: Double?

  @Option(help: "required: a video without hands is an error; optional; or none: hands are not looked for.")
  var hands = VideoImportSettings.Hands.required

  @Flag(name: .customLong("no-hands"), help: "The same as --hands none.")
  var hasNoHands = false

  @Option(help: "The folder with MANO_RIGHT.pkl and MANO_LEFT.pkl; the free hand is fitted without it.")
  var mano: String?

  @Option(help: "A folder of masks to use in place of made ones.")
  var masks: String?

  @Option(help: "What the values, subfolders or IDs of --masks mean: 1=right,2=object,kettle=second.")
  var maskLabels: MaskLabelsArgument?

  @Option(help: "A video to write with masks, hands and landmarks over the frames: a .mp4.")
  var overlay: String?

  @OptionGroup var compute: ComputeOptions

  mutating func validate() throws {
    if let fps, !(fps.isFinite && fps > 0) { throw ValidationError("--fps takes a number above 0") }
    guard start.isFinite, start >= 0 else {
      throw ValidationError("--start takes a number of seconds from 0 on")
    }
    if let end, !(end.isFinite && end > start) { throw ValidationError("--end must come after --start") }
    if let focal, !(focal.isFinite && focal > 0) {
      throw ValidationError("--focal takes a number of pixels above 0")
    }
    if let fov, !(fov > 0 && fov < 180) { throw ValidationError("--fov takes degrees between 0 and 180") }
    if focal != nil, fov != nil { throw ValidationError("give --focal or --fov, not both") }
    if maskLabels != nil, masks == nil {
      throw ValidationError("--mask-labels explains --masks, which is not given")
    }
    if hasNoHands, hands == .optional {
      throw ValidationError("--no-hands and --hands optional contradict each other")
    }
    if let overlay, !overlay.lowercased().hasSuffix(".mp4") {
      throw ValidationError("end --overlay with .mp4")
    }
  }

  func run() async throws {
    compute.apply()
    let models = try mano.map { try HandModels(manoFolder: URL(argument: $0)) }
    let reader = try await VideoReader(URL(argument: video))
    let line = ProgressLine()
    defer { line.end() }
    let folder = URL(argument: output)
    let result = try await VideoImporter(settings, models: models).run(reader, to: folder) { progress in
      line.show(
        "\(progress.step): \(progress.done) of \(progress.total)", final: progress.done == progress.total)
    }
    if let overlay {
      let rate = min(fps ?? reader.frameRate, reader.frameRate)
      let count = result.capture.frames.count
      try await VideoOverlay(result: result, frameRate: rate).write(to: URL(argument: overlay)) { done in
        line.show("drawing the overlay: \(done) of \(count)", final: done == count)
      }
    }
    line.end()
    for note in result.notes { Output.note(note) }
    print(summary(result.capture, folder))
  }

  private var settings: VideoImportSettings {
    VideoImportSettings(
      frames: FrameSelection(frameRate: fps, size: size?.size, start: start, end: end), cameras: cameraSource,
      focalLength: focal.map { .pixels($0) } ?? fov.map { .fieldOfView($0) },
      hands: hasNoHands ? .none : hands,
      masks: masks.map { MaskSource(folder: URL(argument: $0), labels: maskLabels?.labels ?? [:]) })
  }

  private var cameraSource: CameraSource {
    switch cameras {
    case "auto": .automatic
    case "static": .still
    case "colmap": .solved
    default: .given(URL(argument: cameras))
    }
  }

  private func summary(_ capture: Capture, _ folder: URL) -> String {
    let hands = capture.hands.map { "\($0.side.rawValue) hand in \($0.isSeen.count { $0 }) frames" }
    let parts =
      ["\(capture.frames.count) frames"] + (hands.isEmpty ? ["no hands"] : hands)
      + [
        capture.frames[0].maskURL == nil ? "no masks" : "masks",
        "\(capture.points.positions.count) scene points",
      ]
      + (capture.keyFrame.map { ["key frame \($0)"] } ?? [])
    return "\(folder.relativePath): " + parts.joined(separator: ", ")
  }
}
