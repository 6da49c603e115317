import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation

/// The command `handful evaluate`.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a scene, tracked hands, masks or a mesh against what they should be.",
    discussion: """
      A scene: PSNR, SSIM and a perceptual distance by region (full image, hand, object, hand and object, \
      background), which come from the capture's masks; views from elsewhere too where the capture has them. With a \
      truth/ in the capture also the errors of its hands, and of the scene's object where that is a layer of its own. \
      Where hand and object are layers, how they touch and how rigidly the object moves.

      Hands: MPJPE, MPVPE (as they are, and aligned by the wrist, rigidly and by Procrustes), acceleration error. \
      Masks: intersection over union of each label. A mesh: Chamfer distances and F-scores, as it is and aligned. \
      Lengths are metres in files.

      Examples:
        handful evaluate cup.scene --capture cup --images comparison
        handful evaluate --hands cup/hands.npz --against cup/truth/hands.npz
        handful evaluate --masks cup/masks --against annotated
        handful evaluate --mesh cup.ply --against cup/truth/object.npz
      """)

  @Argument(help: "The scene's folder.")
  var scene: String?

  @Option(help: "The capture that the scene was made from.")
  var capture: String?

  @Option(help: "Hands to measure: a hands.npz.")
  var hands: String?

  @Option(help: "Masks to measure: a folder of PNGs of labels.")
  var masks: String?

  @Option(help: "A mesh to measure: a .ply, or a .npz with vertices and faces.")
  var mesh: String?

  @Option(help: "What hands, masks or a mesh should be: a file or folder of the same kind.")
  var against: String?

  @Option(help: "Which frames to measure: those that this split holds out; by default the scene's own split.")
  var split: CaptureSplit?

  @Option(help: "A TorchScript file of LPIPS, in place of ST-LPIPS.")
  var lpips: String?

  @Option(help: "A folder for pictures: truth, rendering and error side by side; new or empty.")
  var images: String?

  @Flag(help: "Replace the pictures in --images by those of this run; other files there stay.")
  var overwrite = false

  @Option(help: "Points to draw from each surface, for Chamfer distances and F-scores.")
  var points = 3000

  @Flag(help: "Print JSON, with the figures of every frame.")
  var json = false

  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    guard [scene, hands, masks, mesh].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("name one thing to measure: a scene, or --hands, --masks or --mesh")
    }
    if scene != nil {
      if capture == nil { throw ValidationError("a scene needs --capture") }
      if against != nil { throw ValidationError("--against goes with --hands, --masks or --mesh") }
    } else {
      if against == nil { throw ValidationError("--hands, --masks and --mesh need --against") }
      if [capture, lpips, images].contains(where: { $0 != nil }) || split != nil {
        throw ValidationError("--capture, --split, --lpips and --images go with a scene")
      }
    }
    if overwrite, images == nil { throw ValidationError("--overwrite goes with --images") }
    guard (1...1_000_000).contains(points) else {
      throw ValidationError("--points takes a number from 1 to 1000000")
    }
  }

  func run() async throws {
    let compute = try devices.apply()
    if let scene, let capture {
      let report = try report(on: URL(argument: scene), URL(argument: capture), compute)
      return try show(report, report.markdown())
    }
    guard let against = against.map({ URL(argument: $0) }) else { return }
    if let hands {
      let table = try HandEvaluator.evaluate(
        HandsFile.read(URL(argument: hands)), truth: HandsFile.read(against), title: "Hands")
      try show(table, table.markdown())
    } else if let masks {
      let table = try MaskFolders.compare(URL(argument: masks), truth: against, title: "Masks")
      try show(table, table.markdown())
    } else if let mesh {
      let table = try GeometryEvaluator(points: points).evaluate(
        MeshFile.read(URL(argument: mesh)), truth: MeshFile.read(against), title: "Mesh")
      try show(table, table.markdown())
    }
  }

  private func show(_ value: some Encodable, _ text: @autoclosure () -> String) throws {
    if json { try Output.json(value) } else { print(text()) }
  }
}
