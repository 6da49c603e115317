import ArgumentParser
import Captures
import Files
import Foundation

extension TrackedHandsFormat: ExpressibleByArgument {}

/// The command `handful import hands`.
struct ImportHands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hands",
    abstract: "Gives a capture the hands that another program has tracked in its images.",
    discussion: """
      hamer, wilor: the folder of the demo's meshes (--save_mesh), or of results saved image by image. hawor: the \
      folder of the video's results. mano: an .npz of MANO's parameters. Documentation/import.md has the details.

      Example:
        handful import hands out_demo --format hamer --capture cup --mano mano
      """)

  @Argument(help: "The file or folder that the program wrote.")
  var place: String

  @Option(help: "Which program: hamer, wilor, hawor or mano.")
  var format: TrackedHandsFormat

  @Option(help: "The capture folder whose hands.npz is written.")
  var capture: String

  @Option(
    help:
      "The folder with the licensed MANO_RIGHT.pkl and MANO_LEFT.pkl (https://mano.is.tue.mpg.de); the free hand without."
  )
  var mano: String?

  func run() async throws {
    let folder = mano.map { URL(argument: $0) } ?? SharedFolder.file("mano")
    let models = try folder.map { try TrackedHandModels(manoFolder: $0) } ?? TrackedHandModels.free()
    let result = try TrackedHandsImporter(format: format, models: models)
      .write(URL(argument: place), to: URL(argument: capture))
    for track in result.tracks {
      let seen = track.joints.filter { $0[0].x.isFinite }.count
      print("\(capture): \(track.side.rawValue) hand in \(seen) of \(track.joints.count) frames")
    }
    for warning in result.warnings { Output.note("note: \(warning)") }
  }
}
