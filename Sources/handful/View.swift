import ArgumentParser
import Captures
import Files
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

      SCENE is a scene's folder, or a file of Gaussians: the usual PLY, SuperSplat's compressed PLY, .splat or .spz. With --live it \
      is the folder of a reconstruction that another process is at, or will be: the page shows it grow.

      Examples:
        handful view cup.scene
        handful view cup.scene --capture cup --port 9000
        handful view bike.spz
        handful view cup.scene --live --capture cup
      """)

  @Argument(help: "The scene's folder, or a file of Gaussians (.ply, .splat, .spz).")
  var scene: String

  @Option(help: "The capture that it was made from, for its pictures and hands.")
  var capture: String?

  @Flag(help: "Follow a reconstruction into the scene's folder, which need not be there yet.")
  var live = false

  @Option(help: "The IP address to serve on.")
  var address = ViewerServer.loopback

  @Option(help: "The port to serve on; 0 for any that is free.")
  var port: UInt16 = 8080

  @OptionGroup var compute: ComputeOptions

  func run() async throws {
    compute.apply()
    let url = URL(argument: scene)
    try await server(for: url).run { url in
      print("\(scene): \(url.absoluteString) (Ctrl-C ends)")
      // Seen at once where the output is no terminal too.
      fflush(nil)
    }
  }

  private func server(for url: URL) throws -> ViewerServer {
    let name = url.standardizedFileURL.lastPathComponent
    let capture = try capture.map { try CaptureReader().read(URL(argument: $0)) }
    guard live else {
      let viewed = ViewedScene(name: name, scene: try Scene(contentsOf: url), capture: capture)
      return try ViewerServer(viewed, address: address, port: port)
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue {
      throw FileError(url, "is a file", remedy: "--live takes the folder of a reconstruction")
    }
    return try ViewerServer(
      live: LiveReconstruction(name: name, folder: url, capture: capture), address: address, port: port)
  }
}
