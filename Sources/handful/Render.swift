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

  @Argument(help: "The scene's folder, or a file of Gaussians (.ply, .splat, .spz, .glb).")
  var scene: String

  @Option(name: .shortAndLong, help: "What to write: a .mp4, a .png or .jpg, or a folder.")
  var output: String

  @Option(help: "A time in 0...1 at which orbit and spiral stand still; without it time runs on.")
  var time: Double?

  @Option(help: "Which view of the path to render, from 0; needed for a still.")
  var frame: Int?

  @Option(name: .customLong("layer"), help: "A layer to render; may be repeated; all by default.")
  var layers: [String] = []

  @Flag(
    help:
      "Show hand and object in colours of the distance between them: red where they touch, blue from 3 cm on."
  )
  var contact = false

  @Flag(help: "Replace the frames in a folder by those of this run; other files there stay.")
  var overwrite = false

  @OptionGroup var path: ViewPathOptions
  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    if let time, !(0...1).contains(time) { throw ValidationError("--time takes a number from 0 to 1") }
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
    let compute = try devices.apply()
    let scene = try Scene(contentsOf: URL(argument: scene)).moved(to: compute.device)
    try scene.checkLayers(layers)
    let views = try chosen(from: path.views(of: scene, self.scene, time: time))
    let renderer = SceneRenderer(compute)
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
      try await SceneVideo(views: views, frameRate: path.fps).write(to: url, image)
    } else {
      try writeFrames(views, to: url, image)
    }
    print("\(output): \(views.count) view\(views.count == 1 ? "" : "s")")
  }

  private func chosen(from views: [TimedCamera]) throws -> [TimedCamera] {
    guard let frame else { return views }
    guard views.indices.contains(frame) else {
      throw ValidationError("--frame \(frame): the path has the views 0 to \(views.count - 1)")
    }
    return [views[frame]]
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
