import ArgumentParser
import Files
import Foundation
import Hands
import Images

extension HandTrack.Side: ExpressibleByArgument {}
extension HandPicture.Viewpoint: ExpressibleByArgument {}

/// The command `handful hand`.
struct HandCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand",
    abstract: "Draws the hand model in a pose, or writes it as a mesh.",
    discussion: """
      A pose is a name (\(HandGesture.allCases.map(\.rawValue).joined(separator: ", "))), `pca:` and coefficients \
      of the model's pose components, or 45 or 48 numbers: axis times angle of the 15 finger joints, or of the \
      wrist too.

      Examples:
        handful hand --pose fist --side left -o fist.png
        handful hand --pose pca:0.8,-0.3 --shape 2 --from palm --mano mano_v1_2/models -o hand.png
      """)

  @Option(help: "The pose.")
  var pose = HandGesture.relaxed.rawValue

  @Option(help: "Shape coefficients, in standard deviations, with commas between them.")
  var shape = ""

  @Option(help: "The side: right or left.")
  var side = HandTrack.Side.right

  @Option(help: "The folder with MANO_RIGHT.pkl and MANO_LEFT.pkl; the free hand is drawn without it.")
  var mano: String?

  @Flag(help: "Numbers and components count from the model's mean pose, not from its flat hand.")
  var fromMean = false

  @Option(help: "How often to cut every triangle in four.")
  var subdivide = 0

  @Option(name: .customLong("from"), help: "Where to look from: back, palm, thumb or fingertips.")
  var viewpoint = HandPicture.Viewpoint.back

  @Option(help: "Width and height of the picture in pixels.")
  var size = 800

  @Option(name: .shortAndLong, help: "What to write: a picture (.png, .jpg) or a mesh (.ply).")
  var output: String

  @Flag(help: "Print the model's size and the hand's 21 joints as JSON.")
  var json = false

  mutating func validate() throws {
    guard ["png", "jpg", "jpeg", "ply"].contains(URL(argument: output).pathExtension.lowercased()) else {
      throw ValidationError("end --output with .png, .jpg or .ply")
    }
    guard (16...8192).contains(size) else { throw ValidationError("--size takes a number from 16 to 8192") }
    guard (0...3).contains(subdivide) else { throw ValidationError("--subdivide takes a number from 0 to 3") }
  }

  func run() async throws {
    let models = try mano.map { try HandModels(manoFolder: URL(argument: $0)) } ?? HandModels.free()
    let model = models[side].subdivided(subdivide)
    let track = try model.track(
      axisAngle: [try HandPoseArgument(pose).axisAngle(model, fromMean: fromMean)],
      shape: try numbers(shape, of: "--shape"), translation: [.zero], flatHandMean: true)
    let url = URL(argument: output)
    if url.pathExtension.lowercased() == "ply" {
      try HandPLY.write(track, frame: 0, to: url)
    } else {
      try ImageFile.write(HandPicture(size: size, viewpoint: viewpoint).draw(track), to: url)
    }
    if json { try Output.json(Report(model, track)) } else { print(output) }
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    var side: String
    var vertices: Int
    var triangles: Int
    var shapeCoefficients: Int
    /// Metres.
    var joints: [[Float]]

    init(_ model: HandModel, _ track: HandTrack) {
      side = model.side.rawValue
      vertices = model.vertexCount
      triangles = model.faces.count
      shapeCoefficients = model.shapeCount
      joints = track.joints[0].map { [$0.x, $0.y, $0.z] }
    }
  }
}
