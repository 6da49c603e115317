import ArgumentParser
import Captures
import Files
import Foundation
import Methods
import Splatting
import Tensors

/// The command `handful export`.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a scene for other programs.",
    discussion: """
      SCENE is a scene's folder, or a file of Gaussians: the usual PLY, SuperSplat's compressed PLY, .splat, .spz or \
      .glb. Colours that depend on the direction turn with --up and --rotate.

      Formats: ply, spz and glb (KHR_gaussian_splatting) hold the Gaussians of one time; ply-sequence is a folder with \
      one PLY a time; html is a page with the whole scene inside; mp4 is the video that `handful render` makes; mesh is \
      a closed surface with colours, as .ply or .glb; hands is a .glb with the scene's or its capture's hands as skinned meshes \
      that move; colmap and nerfstudio are folders with the cameras.

      Examples:
        handful export cup.scene -o cup.spz --time 0.5 --up z
        handful export cup.scene -o cup.html
        handful export cup.scene --format ply-sequence --frames 60 -o cup_ply
        handful export cup.scene --format mesh --layer object -o cup.glb
        handful export cup.scene --format hands --capture cup -o hands.glb
        handful export bike.splat -o bike.ply --scale 0.1
      """)

  @Argument(help: "The scene's folder, or a file of Gaussians.")
  var scene: String

  @Option(
    name: .shortAndLong, help: "What to write: a file, or a folder for ply-sequence, colmap and nerfstudio.")
  var output: String

  @Option(help: "The format; by default the end of the output's name tells it.")
  var format: ExportFormat?

  @Option(
    help:
      "The time in 0...1 whose Gaussians are written, by default 0; of a video, the time at which it stands still."
  )
  var time: Double?

  @Option(
    help: "Times of a ply-sequence, evenly from 0 to 1; by default those of the scene's recorded views.")
  var frames: Int?

  @Option(help: "Samples of a mesh along its longest side.")
  var resolution = 128

  @Option(name: .customLong("layer"), help: "A layer to write; may be repeated; all by default.")
  var layers: [String] = []

  @Option(
    help: "The capture that the scene was made from: its tracked hands are written, and shown by a page.")
  var capture: String?

  @Option(help: "The folder with MANO_RIGHT.pkl and MANO_LEFT.pkl, where hands were posed with MANO.")
  var mano: String?

  @Flag(help: "Replace the files of an earlier export in a folder; other files there stay.")
  var overwrite = false

  @OptionGroup var placement: ExportPlacement
  @OptionGroup var path: ViewPathOptions
  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    if let time, !(0...1).contains(time) { throw ValidationError("--time takes a number from 0 to 1") }
    if let frames, frames < 1 { throw ValidationError("--frames takes a number of 1 or more") }
    guard (16...512).contains(resolution) else {
      throw ValidationError("--resolution takes a number from 16 to 512")
    }
    if format == .mesh, !["ply", "glb"].contains(fileExtension) {
      throw ValidationError("a mesh is written as .ply or .glb: end --output so")
    }
    if format == .hands, fileExtension != "glb" {
      throw ValidationError("hands are written as .glb: end --output so")
    }
    guard let format = format ?? fileFormat else {
      throw ValidationError(
        "the format is unknown: end --output with .ply, .spz, .glb, .html or .mp4, or name one with --format")
    }
    _ = try placement.transform(for: format, isGLTF: fileExtension == "glb", from: .z)
  }

  private var fileExtension: String { URL(argument: output).pathExtension.lowercased() }
  private var fileFormat: ExportFormat? { ExportFormat(fileExtension: fileExtension) }

  func run() async throws {
    let compute = try devices.apply()
    // One of the two is there: see `validate`.
    guard let format = format ?? fileFormat else { return }
    let scene = try Scene(contentsOf: URL(argument: scene))
    try scene.checkLayers(layers)
    let job = SceneExport(
      scene: scene, layers: layers.isEmpty ? nil : Set(layers),
      transform: try placement.transform(
        for: format, isGLTF: fileExtension == "glb", from: scene.isImported ? .minusY : .z))
    let url = URL(argument: output)
    if format == .mp4 {
      try await writeVideo(job, to: url, compute)
    } else {
      try withTensorErrors { try write(job, format, to: url, compute) }
    }
    print("\(output): written")
  }

  private func write(_ job: SceneExport, _ format: ExportFormat, to url: URL, _ compute: ComputeResources)
    throws
  {
    let time = time ?? 0
    switch format {
    case .ply: try GaussianPLY.write(job.model(at: time), to: url, comments: job.comments(at: time))
    case .spz: try SPZ.write(job.model(at: time), to: url)
    case .glb: try GaussianGLB.write(job.model(at: time), to: url)
    case .html: try writePage(job, to: url, compute)
    case .mesh: try writeMesh(job, to: url, compute)
    case .hands: try writeHands(job, to: url)
    case .plySequence: try writeSequence(job, to: url)
    case .colmap:
      try COLMAPWriter.write(try job.cameras(), points: job.points(at: time), to: try emptyFolder(url))
    case .nerfstudio: try NerfstudioWriter.write(try job.cameras(), to: try emptyFolder(url))
    case .mp4: preconditionFailure("videos are written as they are rendered")
    }
  }
}
