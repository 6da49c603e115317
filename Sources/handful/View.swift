import ArgumentParser
import Captures
import Foundation
import Methods
import Viewer

/// The command `handful view`.
struct View: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a scene in the browser: turn it, play it, switch layers.",
    discussion: """
      Serves a page until Ctrl-C, to this machine only unless --address names another of its addresses. Whoever \
      reaches that address can see the scene: there is no password.

      SCENE is a scene's folder, or a file of Gaussians: the usual PLY, SuperSplat's compressed PLY, .splat or .spz.

      Examples:
        handful view cup.scene
        handful view cup.scene --capture cup --port 9000
        handful view bike.spz
      """)

  @Argument(help: "The scene's folder, or a file of Gaussians (.ply, .splat, .spz).")
  var scene: String

  @Option(help: "The capture that it was made from, for its pictures and hands.")
  var capture: String?

  @Option(help: "The IP address to serve on.")
  var address = ViewerServer.loopback

  @Option(help: "The port to serve on; 0 for any that is free.")
  var port: UInt16 = 8080

  @OptionGroup var compute: ComputeOptions

  func run() async throws {
    _ = compute.apply()
    let url = URL(argument: scene)
    let viewed = ViewedScene(
      name: url.standardizedFileURL.lastPathComponent, scene: try Scene(contentsOf: url),
      capture: try capture.map { try CaptureReader().read(URL(argument: $0)) })
    try await ViewerServer(viewed, address: address, port: port).run { url in
      print("\(scene): \(url.absoluteString) (Ctrl-C ends)")
      // Seen at once where the output is no terminal too.
      fflush(nil)
    }
  }
}
