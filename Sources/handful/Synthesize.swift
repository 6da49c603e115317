import ArgumentParser
import Captures
import Files
import Foundation

/// The command `handful synthesize`.
struct Synthesize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Renders a small hand-object capture with its exact truth.",
    discussion: """
      A skinned hand lifts and turns a mug on a table before a moving camera: images, masks, depth, hands as a \
      tracker would give them, views from elsewhere, and the exact hand and object in truth/.

      Example:
        handful synthesize -o sample --frames 40
      """)

  @Option(name: .shortAndLong, help: "The folder to write; it must not exist yet, or be empty.")
  var output: String

  @Option(help: "Frames of the capture.")
  var frames = SynthesisConfiguration().frames

  @Option(help: "Columns of an image.")
  var width = SynthesisConfiguration().width

  @Option(help: "Rows of an image.")
  var height = SynthesisConfiguration().height

  @Option(help: "Decides colours, textures, motion and noise.")
  var seed = SynthesisConfiguration().seed

  @Flag(help: "The camera stands still.")
  var staticCamera = false

  @Option(help: "Views from elsewhere, for evaluation.")
  var novelViews = SynthesisConfiguration().novelViews

  private var settings: SynthesisConfiguration {
    var configuration = SynthesisConfiguration()
    (configuration.frames, configuration.width, configuration.height) = (frames, width, height)
    (configuration.seed, configuration.novelViews) = (seed, novelViews)
    configuration.movesCamera = !staticCamera
    return configuration
  }

  mutating func validate() throws {
    do {
      try settings.validate()
    } catch let error as SynthesisError {
      throw ValidationError(error.description)
    }
  }

  func run() async throws {
    let folder = URL(argument: output)
    guard Output.isFree(folder) else {
      throw FileError(folder, "holds files already", remedy: "choose another folder, or remove this one")
    }
    let line = ProgressLine()
    defer { line.end() }
    try Synthesizer.write(settings, to: folder) { done, total in
      line.show("image \(done) of \(total)", final: done == total)
    }
    print("\(output): \(frames) frames of \(width)x\(height), \(novelViews) novel views")
  }
}
