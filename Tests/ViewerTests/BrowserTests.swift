import Evaluation
import Foundation
import Images
import Methods
import Splatting
import Testing
import Viewer

/// The page in a real browser.
@Suite(
  .enabled(if: Browser.isAvailable, "apt-get install chromium, and make setup for Python"), .serialized)
struct BrowserTests {
  /// The least structural similarity of the page's picture and the rasteriser's; 0.95 is what must be.
  private let agreement = 0.99

  /// What the rasteriser makes of the view at `index`.
  private func rendered(_ index: Int, without layer: String? = nil, _ viewed: ViewedScene) throws -> Image {
    let view = viewed.scene.views[index]
    let names = Set(viewed.scene.layers.map(\.name)).subtracting([layer].compactMap { $0 })
    return try SceneRenderer(rasterizer: CPURasterizer(threads: 1)).render(
      viewed.scene, camera: view.camera, time: view.time, layers: names
    ).image
  }

  private func similarity(_ a: Image, _ b: Image) throws -> Double {
    try StructuralSimilarityMap(ComparedImages(rendered: a, truth: b)).mean
  }

  private func meanDifference(_ a: Image, _ b: Image) -> Float {
    zip(a.values, b.values).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(a.values.count)
  }

  private var window: [String: Any] { ["size": [SampleScene.size.width, SampleScene.size.height]] }

  @Test func picturesAgreeWithTheRasterizer() async throws {
    let viewed = SampleScene.viewed
    var steps = [window, ["open": "#camera=recorded&view=0"], ["canvas": "first"]]
    // As a hand on the slider does.
    let slide = """
      (() => { const slider = document.getElementById("time"); slider.value = 3;
        slider.dispatchEvent(new Event("input")); })()
      """
    steps += [["run": slide], ["canvas": "later"]]
    for layer in 0..<3 {
      let click = ["click": "#layer-\(layer)"]
      steps += [click, ["canvas": "without-\(layer)"], click]
    }
    let session = try await serving(viewed) { try await Browser.perform(steps, at: $0) }
    #expect(session.complaints.isEmpty)
    let (first, later) = (try session.picture("first"), try session.picture("later"))
    #expect(try similarity(first, rendered(0, viewed)) > agreement)
    #expect(try similarity(later, rendered(3, viewed)) > agreement)
    #expect(meanDifference(first, later) > 0.02)
    for (index, layer) in viewed.scene.layers.enumerated() {
      let picture = try session.picture("without-\(index)")
      #expect(try similarity(picture, rendered(3, without: layer.name, viewed)) > agreement, "\(layer.name)")
      #expect(meanDifference(picture, later) > 0.01, "\(layer.name)")
    }
  }

  @Test func timeAloneChangesThePicture() async throws {
    let viewed = SampleScene.viewed
    let still = "#camera=orbit&off=background"
    let steps = [
      window, ["open": still], ["canvas": "first"], ["key": "Period"], ["canvas": "second"],
      ["run": "viewer.clock.index"], ["key": "Comma"], ["canvas": "again"],
    ]
    let session = try await serving(viewed) { try await Browser.perform(steps, at: $0) }
    #expect(session.complaints.isEmpty && session.values.first as? Int == 1)
    let pictures = try ["first", "second", "again"].map(session.picture)
    #expect(meanDifference(pictures[0], pictures[1]) > 0.002)
    #expect(pictures[0] == pictures[2])
  }

  @Test func theAddressBringsThePictureBack() async throws {
    let away = "await new Promise((done) => setTimeout(done, 1000)).then(() => location.hash)"
    let change: [[String: Any]] = [
      window, ["open": ""], ["canvas": "start"], ["drag": [80, 60, 120, 70]], ["key": "Digit3"],
      ["key": "Period"],
      ["canvas": "changed"], ["run": away],
    ]
    try await serving(SampleScene.viewed) { address in
      let session = try await Browser.perform(change, at: address)
      let hash = try #require(session.values.first as? String)
      #expect(hash.contains("off=hand") && hash.contains("time=0.25"))
      let again = try await Browser.perform([window, ["open": hash], ["canvas": "again"]], at: address)
      #expect(session.complaints.isEmpty && again.complaints.isEmpty)
      let (start, changed) = (try session.picture("start"), try session.picture("changed"))
      #expect(meanDifference(start, changed) > 0.02)
      #expect(try similarity(changed, again.picture("again")) > agreement)
    }
  }

  @Test func coloursAndPhonesAreServed() async throws {
    let viewed = SampleScene.viewed
    let runs = """
      await (async () => {
        for (let count = 0; count < 500 && viewer.clock.index === 0; count++) await frame();
        return viewer.clock.index !== 0;
      })()
      """
    let modes = ["colour", "layer", "depth", "opacity"]
    var steps: [[String: Any]] = [["size": [360, 640], "touch": true]]
    for mode in modes { steps += [["open": "#color=\(mode)&path=1"], ["canvas": mode]] }
    steps += [
      ["click": "#menu"], ["screen": "menu"], ["run": "document.documentElement.scrollWidth"],
      ["run": "document.getElementById('panel').getBoundingClientRect().right"],
      ["key": "Space"],
      ["run": runs],
    ]
    let session = try await serving(viewed) { try await Browser.perform(steps, at: $0) }
    #expect(session.complaints.isEmpty)
    let pictures = try modes.map(session.picture)
    #expect(pictures[0].width == 360 && pictures[0].height == 640)
    for other in 1..<4 { #expect(meanDifference(pictures[0], pictures[other]) > 0.02, "\(modes[other])") }
    // Nothing is wider than the phone, and time runs.
    #expect(session.values[0] as? Int == 360)
    #expect((session.values[1] as? Double).map { $0 <= 360 } == true)
    #expect(session.values[2] as? Bool == true)
  }
}
