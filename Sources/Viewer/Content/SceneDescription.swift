import Captures
import Evaluation
import Foundation
import Hands
import Methods
import Splatting

/// What the page has to know before it asks for Gaussians: `scene.json` of the server.
struct SceneDescription: Encodable {
  struct Layer: Encodable {
    var name: String
    /// Whether there are other Gaussians at each time.
    var moves: Bool
  }

  struct View: Encodable {
    var name: String
    var role: SceneView.Role
    var time: Double
    var width: Int
    var height: Int
    var focalLength: SIMD2<Double>
    var principalPoint: SIMD2<Double>
    /// World to camera, nine elements by rows.
    var rotation: [Double]
    var translation: SIMD3<Double>
    /// Whether the recorded picture can be had.
    var hasImage: Bool
  }

  /// How distances between hand and object are shown.
  struct Contact: Encodable {
    /// The indices of the layers that have distances.
    var layers: [Int]
    /// Where colours end, metres.
    var reach = ContactScale.reach
    /// At even steps from 0 to `reach`.
    var colors = ContactScale.colors
  }

  /// A captured hand's 21 joints by frame; null where it was not seen.
  struct Hand: Encodable {
    var side: HandTrack.Side
    var times: [Double]
    var joints: [[SIMD3<Float>]?]
  }

  var name: String
  var method: String
  var capture: String
  var background: SIMD3<Float>
  /// Rising.
  var times: [Double]
  var layers: [Layer]
  var views: [View]
  /// Whether a camera was at the views; else they are some to look from.
  var viewsWereRecorded: Bool
  var hands: [Hand]
  /// None where the scene has not both hand and object as layers.
  var contact: Contact?
  /// Whether other states of the scene may follow.
  var isLive = false
  /// What the cameras look at.
  var focus: SIMD3<Double>
  var up: SIMD3<Double>

  /// - Parameter withPictures: whether recorded pictures can be had where the capture has them.
  init(_ viewed: ViewedScene, withPictures: Bool = true) {
    let scene = viewed.scene
    name = viewed.name
    method = scene.origin.method
    capture = scene.origin.capture
    background = scene.background
    times = viewed.times
    layers = scene.layers.map { Layer(name: $0.name, moves: !($0 is StaticLayer)) }
    views = zip(scene.views, viewed.frames).map { View($0, hasImage: withPictures && $1 != nil) }
    viewsWereRecorded = !scene.isImported
    hands = viewed.capture.map(Self.hands) ?? []
    contact = ContactStore.Layers(scene).map { Contact(layers: [$0.hand, $0.object]) }
    let gaze = CameraGaze(scene.views.map(\.camera))
    focus = gaze?.focus ?? .zero
    up = gaze?.up ?? [0, 0, 1]
  }

  /// A scene called `name` of which nothing is there yet.
  init(waitingFor name: String) {
    let origin = Scene.Origin(
      method: "", capture: "", split: "", downscale: 1, iterations: 0, seed: 0)
    self.init(
      ViewedScene(name: name, scene: Scene(origin: origin, layers: [], background: .zero, views: [])))
    isLive = true
  }

  private static func hands(of capture: Capture) -> [Hand] {
    capture.hands.map { track in
      let count = min(track.joints.count, capture.frames.count)
      return Hand(
        side: track.side, times: capture.frames.prefix(count).map(\.time),
        joints: track.joints.prefix(count).map { joints in
          joints.allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite } ? joints : nil
        })
    }
  }
}

extension SceneDescription.View {
  init(_ view: SceneView, hasImage: Bool) {
    let camera = view.camera
    self.init(
      name: view.name, role: view.role, time: view.time, width: camera.width, height: camera.height,
      focalLength: camera.focalLength, principalPoint: camera.principalPoint,
      rotation: camera.worldToCamera.rotation.elements, translation: camera.worldToCamera.translation,
      hasImage: hasImage)
  }
}
