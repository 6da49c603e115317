import ArgumentParser

/// The command line.
@main
struct Handful: AsyncParsableCommand {
  /// The program's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "handful",
    abstract: "Hands and the objects they hold, in 4D, from video.",
    discussion: """
      Example:
        handful synthesize -o sample
        handful reconstruct sample -o sample.scene --split alternate
        handful evaluate sample.scene --capture sample
        handful render sample.scene --camera orbit -o sample.mp4
        handful export sample.scene --time 0.5 -o sample.spz
      """,
    version: version,
    subcommands: [
      Doctor.self, Info.self, Import.self, HandCommand.self, Track.self, Synthesize.self, Reconstruct.self,
      Evaluate.self, Report.self, Compare.self, Ablate.self, Render.self, View.self, Export.self, Bench.self,
    ])
}
