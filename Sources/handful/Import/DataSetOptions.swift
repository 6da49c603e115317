import ArgumentParser
import Captures
import Files
import Foundation

/// What all commands take that import a data set.
struct DataSetOptions: ParsableArguments {
  @Argument(help: "The data set's folder.")
  var root: String

  @Option(
    name: .shortAndLong,
    help: "The capture's folder; with --preset the folder that captures are made in. New, or empty.")
  var output: String?

  @Option(help: "The sequence, as the data set calls it.")
  var sequence: String?

  @Option(help: "A named choice of sequences; --list shows them.")
  var preset: String?

  @Option(help: "The camera whose images become the frames.")
  var camera: String?

  @Option(
    name: .customLong("novel-camera"), help: "A camera whose images become views for evaluation; repeatable.")
  var novelCameras: [String] = []

  @Option(help: "FIRST:END, places in the sequence: from FIRST up to before END.")
  var frames: FrameRange?

  @Option(help: "Takes every Nth of these frames.")
  var every = 1

  @Option(help: "The folder with the licensed MANO_RIGHT.pkl and MANO_LEFT.pkl (https://mano.is.tue.mpg.de).")
  var mano: String?

  @Flag(help: "Imports no hands, so that MANO is not needed.")
  var withoutHands = false

  @Flag(help: "Lists the sequences that are there, and the presets.")
  var list = false

  /// `FIRST:END` on the command line.
  struct FrameRange: ExpressibleByArgument {
    var range: Range<Int>

    init?(argument: String) {
      let ends = argument.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count == 2, let first = ends[0], let end = ends[1], first >= 0, first < end else {
        return nil
      }
      range = first..<end
    }
  }

  mutating func validate() throws {
    guard every > 0 else { throw ValidationError("--every takes a number of 1 or more") }
    if list { return }
    guard output != nil else { throw ValidationError("name the capture's folder with -o") }
    guard (sequence == nil) != (preset == nil) else {
      throw ValidationError("name either --sequence or --preset; --list shows what there is")
    }
    guard mano == nil || !withoutHands else {
      throw ValidationError("--mano and --without-hands exclude each other")
    }
  }

  /// Where the hand model comes from.
  func hands() throws -> DataSetHands {
    if withoutHands || list { return .omitted }
    if let mano { return .mano(URL(argument: mano)) }
    guard let folder = SharedFolder.file("mano") else {
      throw ValidationError(
        "hands need the licensed MANO_RIGHT.pkl and MANO_LEFT.pkl: name their folder with --mano "
          + "(https://mano.is.tue.mpg.de), or write --without-hands")
    }
    return .mano(folder)
  }

  /// What is asked for, with the frames and cameras that were named in place of a preset's own.
  func selections(_ importer: some DataSetImporter) throws -> [DataSetSelection] {
    let chosen =
      if let preset { try importer.selections(ofPreset: preset) } else {
        [DataSetSelection(sequence: sequence ?? "")]
      }
    return chosen.map { selection in
      var selection = selection
      selection.camera = camera ?? selection.camera
      if !novelCameras.isEmpty { selection.novelCameras = novelCameras }
      selection.frames = frames?.range ?? selection.frames
      if every > 1 { selection.stride = every }
      return selection
    }
  }
}
