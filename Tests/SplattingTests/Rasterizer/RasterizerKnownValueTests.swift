import Foundation
import Splatting
import Tensors
import Testing

/// Pictures whose pixels a formula gives.
@Suite struct RasterizerKnownValueTests {
  /// Looks along +z with the middle of the middle pixel on the axis.
  private let camera = Camera.ahead(width: 9, height: 7, focalLength: 10)

  private func near(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) < 2e-6 }

  @Test(arguments: TestedRasterizer.allCases)
  func oneGaussianOnTheAxis(_ tested: TestedRasterizer) throws {
    let gaussians = Gaussians(
      means: [0, 0, 2], scales: [0.2, 0.2, 0.2], opacities: [0.8], colors: [0.9, 0.4, 0.1])
    let rendering = try tested.make().render(gaussians, camera: camera)
    #expect(rendering.color.shape == [7, 9, 3])
    #expect(rendering.depth.shape == [7, 9])
    #expect(rendering.alpha.shape == [7, 9])
    #expect(rendering.extra == nil)
    // 0.2 m at 2 m with a focal length of 10 pixels: one pixel, and the blur.
    let variance = 1 + 0.3
    for y in 0..<7 {
      for x in 0..<9 {
        let square = Double((x - 4) * (x - 4) + (y - 3) * (y - 3))
        let falling = 0.8 * exp(-square / (2 * variance))
        let alpha = falling < 1.0 / 255 ? 0 : falling
        #expect(near(rendering.alpha[.at(y), .at(x)].item(), alpha))
        #expect(near(rendering.depth[.at(y), .at(x)].item(), 2 * alpha))
        for (channel, color) in [0.9, 0.4, 0.1].enumerated() {
          #expect(near(rendering.color[.at(y), .at(x), .at(channel)].item(), color * alpha))
        }
      }
    }
    let reach = (2 * log(255 * 0.8) * variance).squareRoot()
    #expect(rendering.radii.floats() == [Float(reach.rounded(.up))])
  }

  @Test(arguments: TestedRasterizer.allCases)
  func nearerGaussiansCoverThoseBehind(_ tested: TestedRasterizer) throws {
    var gaussians = Gaussians(
      means: [0, 0, 3, 0, 0, 2], scales: [1, 1, 1, 1, 1, 1], opacities: [0.5, 0.6],
      colors: [1, 0, 0, 0, 1, 0])
    gaussians.extra = Tensor([Float(5), 7], shape: [2, 1])
    let rendering = try tested.make().render(gaussians, camera: camera)
    let color = rendering.color[3, 4].floats().map(Double.init)
    #expect(near(color[0], 0.4 * 0.5) && near(color[1], 0.6) && near(color[2], 0))
    #expect(near(rendering.alpha[3, 4].item(), 0.8))
    #expect(near(rendering.depth[3, 4].item(), 0.6 * 2 + 0.2 * 3))
    let extra = try #require(rendering.extra)
    #expect(extra.shape == [7, 9, 1])
    #expect(near(extra[3, 4, 0].item(), 0.6 * 7 + 0.2 * 5))
  }

  @Test(arguments: TestedRasterizer.allCases)
  func equalDepthsAreBlendedByIndex(_ tested: TestedRasterizer) throws {
    let gaussians = Gaussians(
      means: [0, 0, 2, 0, 0, 2, 0, 0, 2], scales: [Float](repeating: 1, count: 9),
      opacities: [0.5, 0.5, 0.5],
      colors: [1, 0, 0, 0, 1, 0, 0, 0, 1])
    let color = try tested.make().render(gaussians, camera: camera).color[3, 4].floats()
    for (value, expected) in zip(color, [0.5, 0.25, 0.125]) { #expect(near(Double(value), expected)) }
  }

  @Test(arguments: TestedRasterizer.allCases)
  func opacityIsCappedAndPixelsEndBeforeTheyAreFull(_ tested: TestedRasterizer) throws {
    let gaussians = Gaussians(
      means: [0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4], scales: [Float](repeating: 3, count: 12),
      opacities: [1, 0.98, 0.7, 0.1])
    let alone = try tested.make().render(
      gaussians.map { $0[0..<1] }, camera: camera)
    #expect(near(alone.alpha[3, 4].item(), 0.99))
    // 0.01 * 0.02 = 2e-4 is left; the third would leave 6e-5 and ends the pixel, so the fourth does not count either,
    // although it would leave 1.8e-4.
    let all = try tested.make().render(gaussians, camera: camera)
    #expect(near(all.alpha[3, 4].item(), 1 - 2e-4))
    #expect(near(all.depth[3, 4].item(), 0.99 * 1 + 0.01 * 0.98 * 2))
  }

  @Test(arguments: TestedRasterizer.allCases)
  func poseTakesTheCamerasPlace(_ tested: TestedRasterizer) throws {
    let scene = SceneShape(30, 20, 18, degree: 2).scene(seed: 4)
    let rasterizer = tested.make()
    var elsewhere = scene.camera
    elsewhere.worldToCamera = .identity
    let expected = try rasterizer.render(scene.gaussians, camera: scene.camera)
    let rendering = try rasterizer.render(
      scene.gaussians, camera: elsewhere, pose: scene.camera.worldToCamera.matrix(),
      nearPlane: RasterizerConstants.nearPlane)
    #expect(expected.alpha.max().item() > 0.1)
    #expect(rendering.color.equals(expected.color))
  }

  @Test(arguments: TestedRasterizer.allCases)
  func nearPlaneLeavesOutWhatIsNearer(_ tested: TestedRasterizer) throws {
    let gaussians = Gaussians(
      means: [0, 0, 1, 0, 0, 2], scales: [Float](repeating: 1, count: 6), opacities: [0.5, 0.5])
    let rendering = try tested.make().render(gaussians, camera: camera, pose: nil, nearPlane: 1.5)
    #expect(near(rendering.depth[3, 4].item(), 1))
    #expect(rendering.radii[0].item() == 0)
    #expect(rendering.radii[1].item() > 0)
  }

  @Test(arguments: TestedRasterizer.allCases)
  func backgroundShowsThroughWhatIsNotCovered(_ tested: TestedRasterizer) throws {
    let gaussians = Gaussians(means: [0, 0, 2], scales: [1, 1, 1], opacities: [0.25], colors: [1, 1, 1])
    let rendering = try tested.make().render(gaussians, camera: camera)
    let color = rendering.composited(over: Tensor([Float(0), 1, 0.5]))[3, 4].floats()
    for (value, expected) in zip(color, [0.25, 1, 0.625]) { #expect(near(Double(value), expected)) }
  }
}
