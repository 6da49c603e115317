import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting

/// The command `handful render`.
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Renders a scene to a picture, to frames or to a video.",
    discussion: """
      The output's name decides: .mp4 makes a video, .png or .jpg a still (with --frame), anything else a folder of \
      frames, 00000.png and so on, which must be new or empty unless --overwrite replaces the frames in it.

      Examples:
        handful render cup.scene --camera orbit -o cup.mp4
        handful render cup.scene --camera capture --frame 12 -o cup.png
      """)

  /// Where to look from.
  enum Path: String, ExpressibleByArgument, CaseIterable {
    case capture, novel, orbit, spiral
  }

  @Argument(help: "The scene's folder, or a file of Gaussians (.ply, .splat, .spz).")
  var scene: String

  @Option(name: .shortAndLong, help: "What to write: a .mp4, a .png or .jpg, or a folder.")
  var output: String

  @Option(help: "The camera: capture (as recorded), novel (the capture's other views), orbit or spiral.")
  var camera = Path.capture

  @Option(help: "Views along an orbit or spiral.")
  var count = 120

  @Option(help: "A time in 0...1 at which orbit and spiral stand still; without it time runs on.")
  var time: Double?

  @Option(help: "Which view of the path to render, from 0; needed for a still.")
  var frame: Int?

  @Option(help: "Columns; rows follow.")
  var width: Int?

  @Option(help: "Frames a second of a video.")
  var fps = 30.0

  @Option(name: .customLong("layer"), help: "A layer to render; may be repeated; all by default.")
  var layers: [String] = []

  @Flag(
    help:
      "Show hand and object in colours of the distance between them: red where they touch, blue from 3 cm on."
  )
  var contact = false

  @Flag(help: "Replace the frames in a folder by those of this run; other files there stay.")
  var overwrite = false

  @OptionGroup var compute: ComputeOptions

  mutating func validate() throws {
    guard count > 0 else { throw ValidationError("--count takes a number of 1 or more") }
    guard fps.isFinite, fps > 0 else { throw ValidationError("--fps takes a number above 0") }
    if let time, !(0...1).contains(time) { throw ValidationError("--time takes a number from 0 to 1") }
    if let width, !(8...16384).contains(width) {
      throw ValidationError("--width takes a number from 8 to 16384")
    }
    guard isStill || ["", "mp4"].contains(kind) else {
      throw ValidationError(
        "'.\(kind)' is not written: end --output with .mp4, .png or .jpg, or name a folder")
    }
    if contact, !layers.isEmpty {
      throw ValidationError("--contact shows hand and object: leave out --layer")
    }
    if isStill, frame == nil { throw ValidationError("a still needs --frame N") }
  }

  private var kind: String { URL(argument: output).pathExtension.lowercased() }
  private var isStill: Bool { ["png", "jpg", "jpeg"].contains(kind) }

  func run() async throws {
    let threads = compute.apply()
    let scene = try Scene(contentsOf: URL(argument: scene))
    try scene.checkLayers(layers)
    let views = try chosen(from: try views(of: scene)).map(resized)
    let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: threads))
    let names = layers.isEmpty ? nil : Set(layers)
    func image(_ view: TimedCamera) throws -> Image {
      guard contact else {
        return try renderer.render(scene, camera: view.camera, time: view.time, layers: names).image
      }
      guard let map = try ContactMap(scene, time: view.time) else {
        throw FileError(
          self.scene, "shows no hand and object at time \(view.time)",
          remedy: "--contact needs a scene with both as layers, such as those of interaction-aware")
      }
      return try renderer.render(map.coloredGaussians(), over: scene.background, camera: view.camera).image
    }
    let url = URL(argument: output)
    if isStill {
      try ImageFile.write(try image(views[0]), to: url)
    } else if kind == "mp4" {
      try await writeVideo(views, to: url, image)
    } else {
      try writeFrames(views, to: url, image)
    }
    print("\(output): \(views.count) view\(views.count == 1 ? "" : "s")")
  }

  private func views(of scene: Scene) throws -> [TimedCamera] {
    let recorded = scene.views.filter { $0.role != .novel }
    guard !recorded.isEmpty else { throw FileError(self.scene, "holds no recorded views to go by") }
    let timing = time.map(CameraPath.Timing.frozen) ?? .playing
    switch camera {
    case .capture: return recorded.map { TimedCamera(camera: $0.camera, time: time ?? $0.time) }
    case .novel:
      let novel = scene.views.filter { $0.role == .novel }
      guard !novel.isEmpty else { throw FileError(self.scene, "its capture had no novel views") }
      return novel.map { TimedCamera(camera: $0.camera, time: time ?? $0.time) }
    case .orbit, .spiral:
      let shape: CameraPath.Shape = camera == .orbit ? .orbit : .spiral
      let path = CameraPath(shape, timing: timing)
      // There is a path along one camera or more.
      return path.cameras(along: recorded.map(\.camera), count: count) ?? []
    }
  }

  private func chosen(from views: [TimedCamera]) throws -> [TimedCamera] {
    guard let frame else { return views }
    guard views.indices.contains(frame) else {
      throw ValidationError("--frame \(frame): the path has the views 0 to \(views.count - 1)")
    }
    return [views[frame]]
  }

  private func resized(_ view: TimedCamera) -> TimedCamera {
    guard let width else { return view }
    let height = Int((Double(width) * Double(view.camera.height) / Double(view.camera.width)).rounded())
    return TimedCamera(camera: view.camera.resized(width: width, height: max(1, height)), time: view.time)
  }

  private func writeVideo(
    _ views: [TimedCamera], to url: URL, _ image: (TimedCamera) throws -> Image
  ) async throws {
    let size = ImageSize(width: views[0].camera.width, height: views[0].camera.height)
    let line = ProgressLine()
    defer { line.end() }
    try await VideoWriter.write(to: url, size: size, frameRate: fps) { writer in
      for (index, view) in views.enumerated() {
        try await writer.append(image(view))
        line.show("view \(index + 1) of \(views.count)", final: index + 1 == views.count)
      }
    }
  }

  private func writeFrames(_ views: [TimedCamera], to folder: URL, _ image: (TimedCamera) throws -> Image)
    throws
  {
    let folder = try FrameFolder(folder, overwrite: overwrite) { $0.count >= 5 && $0.allSatisfy(\.isNumber) }
    let line = ProgressLine()
    defer { line.end() }
    for (index, view) in views.enumerated() {
      try ImageFile.write(try image(view), to: folder.url.appending(path: String(format: "%05d.png", index)))
      line.show("view \(index + 1) of \(views.count)", final: index + 1 == views.count)
    }
  }
}
