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
      SCENE is a scene's folder, or a file of Gaussians: the usual PLY, SuperSplat's compressed PLY, .splat or .spz. \
      Colours that depend on the direction turn with --up and --rotate. For a video use `handful render`.

      Formats: ply, spz and glb (KHR_gaussian_splatting) hold the Gaussians of one time; ply-sequence is a folder with \
      one PLY a time; mesh is a closed surface with colours, as .ply or .glb; hands is a .glb with the capture's \
      tracked hands as skinned meshes that move; colmap and nerfstudio are folders with the cameras.

      Examples:
        handful export cup.scene -o cup.spz --time 0.5 --up z
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

  @Option(help: "The time in 0...1 whose Gaussians are written.")
  var time = 0.0

  @Option(
    help: "Times of a ply-sequence, evenly from 0 to 1; by default those of the scene's recorded views.")
  var frames: Int?

  @Option(help: "Samples of a mesh along its longest side.")
  var resolution = 128

  @Option(name: .customLong("layer"), help: "A layer to write; may be repeated; all by default.")
  var layers: [String] = []

  @Flag(help: "Replace the files of an earlier export in a folder; other files there stay.")
  var overwrite = false

  @Option(help: "The capture that the scene was made from, for its hands.")
  var capture: String?

  @Option(help: "The folder with MANO_RIGHT.pkl and MANO_LEFT.pkl, where hands were posed with MANO.")
  var mano: String?

  @Option(help: "How many of the capture's frames an animation shows a second.")
  var fps = 30.0

  @OptionGroup var placement: ExportPlacement
  @OptionGroup var compute: ComputeOptions

  mutating func validate() throws {
    guard (0...1).contains(time) else { throw ValidationError("--time takes a number from 0 to 1") }
    if let frames, frames < 1 { throw ValidationError("--frames takes a number of 1 or more") }
    guard (16...512).contains(resolution) else {
      throw ValidationError("--resolution takes a number from 16 to 512")
    }
    guard fps.isFinite, fps > 0 else { throw ValidationError("--fps takes a number above 0") }
    if format == .hands {
      guard fileExtension == "glb" else {
        throw ValidationError("hands are written as .glb: end --output so")
      }
      guard capture != nil else {
        throw ValidationError("hands are those of the capture: name its folder with --capture")
      }
    }
    if format == .mesh, !["ply", "glb"].contains(fileExtension) {
      throw ValidationError("a mesh is written as .ply or .glb: end --output so")
    }
    guard format ?? fileFormat != nil else {
      throw ValidationError(
        "the format is unknown: end --output with .ply, .spz or .glb, or name one with --format")
    }
  }

  private var fileExtension: String { URL(argument: output).pathExtension.lowercased() }
  private var fileFormat: ExportFormat? { ExportFormat(fileExtension: fileExtension) }

  func run() async throws {
    let threads = compute.apply()
    // One of the two is there: see `validate`.
    guard let format = format ?? fileFormat else { return }
    let scene = try Scene(contentsOf: URL(argument: scene))
    try scene.checkLayers(layers)
    let transform = try placement.transform(for: format, isGLTF: fileExtension == "glb")
    let job = SceneExport(
      scene: scene, layers: layers.isEmpty ? nil : Set(layers), transform: transform)
    let url = URL(argument: output)
    try withTensorErrors {
      switch format {
      case .ply: try GaussianPLY.write(job.model(at: time), to: url, comments: job.comments(at: time))
      case .spz: try SPZ.write(job.model(at: time), to: url)
      case .glb: try GaussianGLB.write(job.model(at: time), to: url)
      case .mesh: try writeMesh(job, to: url, threads: threads)
      case .hands: try writeHands(to: url, placement: transform)
      case .plySequence: try writeSequence(job, to: url)
      case .colmap:
        try COLMAPWriter.write(try job.cameras(), points: job.points(at: time), to: try emptyFolder(url))
      case .nerfstudio: try NerfstudioWriter.write(try job.cameras(), to: try emptyFolder(url))
      }
    }
    print("\(output): written")
  }

  private func writeMesh(_ job: SceneExport, to url: URL, threads: Int) throws {
    let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: threads))
    let maker = SceneMesh(renderer: renderer, resolution: resolution)
    guard let mesh = try maker.mesh(of: job.scene, time: time, layers: job.layers) else {
      throw FileError(scene, "has no surface at time \(time) in these layers")
    }
    let placed = mesh.transformed(by: job.transform)
    if fileExtension == "glb" {
      try ColoredMeshFile.writeGLB(placed, to: url)
    } else {
      try ColoredMeshFile.writePLY(placed, to: url)
    }
  }

  private func writeHands(to url: URL, placement: SimilarityTransform) throws {
    // Given: see `validate`.
    guard let capture else { return }
    let hands = try HandExport(
      capture: try CaptureReader().read(URL(argument: capture)), manoFolder: mano.map { URL(argument: $0) })
    try hands.write(to: url, framesPerSecond: fps, placement: placement)
    for line in hands.report { print("\(output): \(line)") }
  }

  private func emptyFolder(_ url: URL) throws -> URL {
    guard overwrite || Output.isFree(url) else {
      throw FileError(url, "holds files already", remedy: "choose another folder, or --overwrite")
    }
    return url
  }

  private func writeSequence(_ job: SceneExport, to url: URL) throws {
    let folder = try FrameFolder(url, overwrite: overwrite, fileExtension: "ply") {
      $0.count >= 5 && $0.allSatisfy(\.isNumber)
    }
    let times = frames.map { SceneExport.evenTimes($0) } ?? job.recordedTimes
    let line = ProgressLine()
    defer { line.end() }
    for (index, time) in times.enumerated() {
      let file = folder.url.appending(path: String(format: "%05d.ply", index))
      try GaussianPLY.write(job.model(at: time), to: file, comments: job.comments(at: time))
      line.show("time \(index + 1) of \(times.count)", final: index + 1 == times.count)
    }
  }
}
