import Evaluation
import Foundation
import Images
import Methods
import Splatting
import Tensors
import Testing
import Viewer

/// Colours by the distance between hand and object.
@Suite struct ContactTests {
  /// A hand at rest, an object that rises towards it until they touch, and a wall behind them; all opaque.
  private static var viewed: ViewedScene {
    func sheet(_ height: Float) -> GaussianModel {
      let places = (0..<100).map { index -> SIMD3<Float> in
        [Float(index % 10) * 0.02 - 0.1, Float(index / 10) * 0.02 - 0.1, height]
      }
      let model = SampleScene.model(places, seed: 4, degree: 0, logScale: -4.2)
      return GaussianModel(
        means: model.means, rotations: model.rotations, logScales: model.logScales,
        opacityLogits: model.opacityLogits.abs() + 1, baseHarmonics: model.baseHarmonics,
        higherHarmonics: model.higherHarmonics)
    }
    let layers: [any SceneLayer] = [
      StaticLayer(name: "background", model: sheet(0.25), degree: 0),
      StaticLayer(name: "hand", model: sheet(0.5), degree: 0),
      SlidingLayer(name: "object", model: sheet(0), degree: 0),
    ]
    let views = [0, 0.5, 1].map { time in
      let camera = Camera(
        lookingAt: [0, 0, 0.3], from: [0.2, -1.2, 0.5], width: 160, height: 120, focalLength: 160)
      return SceneView(name: "view-\(time)", role: .train, camera: camera, time: time)
    }
    let origin = Scene.Origin(
      method: "sample", capture: "sample", split: "all", downscale: 1, iterations: 1, seed: 1)
    return ViewedScene(
      name: "sample", scene: Scene(origin: origin, layers: layers, background: .zero, views: views))
  }

  @Test func distancesAreServed() async throws {
    try await serving(Self.viewed) { address in
      let answer = try await RawRequest.get("/scene.json", at: address)
      let object = try #require(JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
      let contact = try #require(object["contact"] as? [String: Any])
      #expect(contact["layers"] as? [Int] == [1, 2] && (contact["reach"] as? Double).map(Float.init) == 0.03)
      // Far apart all are at the end of the scale, together all touch.
      for (time, byte) in [(0, UInt8.max), (2, 0)] {
        for layer in [1, 2] {
          let bytes = try await RawRequest.get("/contact/\(layer)/\(time)", at: address)
          #expect(bytes.status == 200 && bytes.body == Data(repeating: byte, count: 100))
        }
      }
      for path in ["/contact/0/0", "/contact/3/0", "/contact/1/3", "/contact/1"] {
        #expect(try await RawRequest.get(path, at: address).status == 404, "\(path)")
      }
    }
  }

  @Test func scenesWithoutAHandHaveNone() async throws {
    var scene = Self.viewed.scene
    scene.layers.remove(at: 1)
    try await serving(ViewedScene(name: "", scene: scene)) { address in
      let answer = try await RawRequest.get("/scene.json", at: address)
      let object = try #require(JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
      #expect(object["contact"] == nil)
      #expect(try await RawRequest.get("/contact/0/0", at: address).status == 404)
    }
  }

  @Test(.enabled(if: Browser.isAvailable, "apt-get install chromium, and make setup for Python"))
  func coloursAreThoseOfRender() async throws {
    let viewed = Self.viewed
    var steps: [[String: Any]] = [
      ["size": [160, 120]], ["open": "#camera=recorded&view=0&off=background"], ["canvas": "plain"],
      ["click": "#color [data-key=contact]"],
    ]
    for index in 0..<3 { steps += [["canvas": "contact-\(index)"], ["key": "Period"]] }
    let scale = "['scale-low', 'scale-high'].map((id) => document.getElementById(id).textContent).join()"
    steps += [["run": scale], ["key": "Digit1"], ["canvas": "with background"]]
    let session = try await serving(viewed) { try await Browser.perform(steps, at: $0) }
    #expect(session.complaints.isEmpty, "\(session.complaints)")
    #expect(session.values.first as? String == "touching,≥ 30 mm")
    let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: 1))
    for (index, view) in viewed.scene.views.enumerated() {
      let map = try #require(try ContactMap(viewed.scene, time: view.time))
      let truth = try renderer.render(map.coloredGaussians(), over: .zero, camera: view.camera).image
      let picture = try session.picture("contact-\(index)")
      #expect(try StructuralSimilarityMap(ComparedImages(rendered: picture, truth: truth)).mean > 0.99)
    }
    // Apart they are blue, together red; the wall behind is grey.
    func sum(_ name: String, _ channel: Int) throws -> Float {
      let values = try session.picture(name).values
      return stride(from: channel, to: values.count, by: 3).reduce(0) { $0 + values[$1] }
    }
    #expect(try sum("contact-0", 2) > 100 * sum("contact-0", 0))
    #expect(try sum("contact-2", 0) > 100 * sum("contact-2", 2))
    #expect(try sum("with background", 1) > sum("contact-2", 1) + 10)
  }
}
