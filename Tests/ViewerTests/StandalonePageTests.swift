import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting
import Tensors
import TestSupport
import Testing
import Viewer

/// The page that holds its scene, and what it shows when it is opened from the disk.
@Suite(.serialized) struct StandalonePageTests {
  private static let timeCount = 37

  /// The sample at more times than a block holds, with a layer that changes in every way.
  private static func viewed(name: String = "changing", growth: Int = 0) -> ViewedScene {
    var scene = SampleScene.viewed.scene
    let positions = (0..<90).map { index -> SIMD3<Float> in
      let angle = 0.7 * Float(index)
      return SIMD3(0.5 * cosf(angle), -0.6, 0.5 * sinf(angle))
    }
    let models = [UInt64(11), 12].map { seed in
      SampleScene.model(
        positions.map { $0 * (seed == 11 ? 1 : 0.6) }, seed: seed, degree: 2, logScale: seed == 11 ? -3 : -2.5
      )
    }
    scene.layers.append(ChangingLayer(name: name, models: models, degree: 2, growth: growth))
    let first = scene.views[0]
    scene.views = (0..<timeCount).map { index in
      SceneView(
        name: "view-\(index)", role: .train, camera: first.camera, time: Double(index) / Double(timeCount - 1)
      )
    }
    return ViewedScene(name: "sample", scene: scene)
  }

  private func difference(_ a: Tensor, _ b: Tensor) -> Double { (a - b).abs().max().item() }

  @Test func errorsAreWithinHalfAStep() throws {
    let viewed = Self.viewed()
    let page = try StandalonePage(viewed)
    // An eighth of a pixel of a camera with a focal length of 150 pixels, some 2.6 m away.
    #expect(page.error.position > 1e-4 && page.error.position < 0.5 * 0.125 * 2.8 / 150)
    #expect(page.error.scale < 0.0079 && page.error.opacity < 0.00197)
    #expect(page.error.color < 0.00221 && page.error.harmonics < 0.00782)
    #expect(page.error.rotation > 1e-4 && page.error.rotation < 0.005)
    for index in [0, 20, 36] {
      let time = viewed.times[index]
      let (shown, truth) = (try page.gaussians(at: time), viewed.scene.gaussians(at: time))
      #expect(difference(shown.means, truth.means) <= page.error.position + 1e-7)
      #expect(difference(shown.opacities, truth.opacities) <= page.error.opacity + 1e-7)
      #expect(difference(shown.harmonics, truth.harmonics) <= page.error.harmonics + 1e-6)
    }
    // 32 bytes a Gaussian and time are what a server sends.
    #expect(page.count == 790 && page.size < 790 * 32 * Self.timeCount / 2)
  }

  @Test func thePageLoadsNothing() throws {
    let folder = try TemporaryFolder()
    try StandalonePage(Self.viewed(name: "</script><b>")).write(to: folder.file("a.html"))
    let text = try String(contentsOf: folder.file("a.html"), encoding: .utf8)
    #expect(text.contains("Content-Security-Policy\" content=\"default-src 'none'"))
    for word in ["src=\"", "href=\"style", "import.meta", "</script><b>"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.firstMatch(of: #/(?m)^(import|export) /#) == nil)
  }

  @Test func layersThatCannotBeHeldAreToldOf() throws {
    let error = #expect(throws: FileError.self) { try StandalonePage(Self.viewed(growth: 1)) }
    #expect(error?.description.contains("layer changing") == true)
    var viewed = Self.viewed().scene
    let model = SampleScene.model([.zero, .one], seed: 1, degree: 0, logScale: 0)
    model.means.detached()[1..<2].fillInPlace(.nan)
    viewed.layers = [StaticLayer(name: "bad", model: model, degree: 0)]
    #expect(throws: RasterizerError.notFinite(.means, index: 1)) {
      try StandalonePage(ViewedScene(name: "bad", scene: viewed))
    }
  }

  @Test(.enabled(if: Browser.isAvailable, "apt-get install chromium, and make setup for Python"))
  func theBrowserShowsItFromTheDisk() async throws {
    let viewed = Self.viewed()
    let folder = try TemporaryFolder()
    try StandalonePage(viewed).write(to: folder.file("a.html"))
    let camera = viewed.scene.views[0].camera
    let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: 1))
    let indices = [0, 20, 36]
    var steps: [[String: Any]] = [
      ["size": [camera.width, camera.height]], ["open": "#camera=recorded&view=0"],
    ]
    // There, on, and back, over the blocks' ends.
    for index in indices + [0] {
      steps += [["run": "viewer.clock.goTo(\(index))"], ["run": "viewer.changed()"], ["canvas": "\(index)"]]
    }
    steps += [["run": "viewer.isReady(36)"], ["click": "#layer-3"], ["canvas": "without"]]
    steps += [["key": "Space"], ["run": "await new Promise((done) => setTimeout(done, 500)).then(() => 1)"]]
    let session = try await Browser.perform(steps, at: folder.file("a.html"))
    #expect(session.complaints.isEmpty, "\(session.complaints)")
    for index in indices {
      let truth = try renderer.render(viewed.scene, camera: camera, time: viewed.times[index]).image
      let picture = try session.picture("\(index)")
      #expect(try StructuralSimilarityMap(ComparedImages(rendered: picture, truth: truth)).mean > 0.98)
    }
    let without = try renderer.render(
      viewed.scene, camera: camera, time: 0, layers: ["background", "object", "hand"]
    ).image
    let images = try ComparedImages(rendered: session.picture("without"), truth: without)
    #expect(try StructuralSimilarityMap(images).mean > 0.98)
  }
}
