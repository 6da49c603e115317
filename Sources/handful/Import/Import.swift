import ArgumentParser

/// The command `handful import`: somebody's video or data set becomes a capture.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turns a video or a data set into a capture.",
    discussion: """
      Example:
        handful import video cup.mp4 -o cup
      """,
    // One file a subcommand, in this folder; their order is the help's.
    subcommands: [
      ImportVideo.self, ImportHands.self, ImportHOI4D.self, ImportHO3D.self, ImportH2O.self,
      ImportARCTIC.self,
      ImportInterHand.self, ImportDexYCB.self,
      ImportEgoGaussian.self, ImportHyperNeRF.self,
    ])
}
