import Foundation
import Splatting
import Testing

@Suite("CPU rasteriser, forward")
struct CPURasterizerForwardTests {
  /// Checks a drawing against the scalar one, channel by channel.
  private func check(_ scene: ScalarScene, tolerance: Double = 2e-5) throws {
    let truth = ScalarRasterizer(scene).render()
    let run = try CPURun(scene)
    let planes = scene.channels + 1
    let pixels = 0..<scene.width * scene.height
    for channel in 0..<scene.channels {
      let ours = pixels.map { run.features.values[$0 * scene.channels + channel] }
      #expect(relativeError(ours, pixels.map { truth.planes[$0 * planes + channel] }) < tolerance)
    }
    #expect(
      relativeError(run.depth.values, pixels.map { truth.planes[$0 * planes + planes - 1] }) < tolerance)
    #expect(relativeError(run.alpha.values, truth.alpha) < tolerance)
  }

  @Test("agrees with the scalar rasteriser", arguments: [1, 2, 3, 4, 8, 21])
  func agrees(channels: Int) throws {
    try check(.random(60, channels: channels, seed: 1))
  }

  @Test("agrees at any image size", arguments: [[1, 1], [16, 16], [17, 15], [64, 33]])
  func agrees(size: [Int]) throws {
    var scene = ScalarScene.random(40, channels: 3, seed: 2)
    (scene.width, scene.height) = (size[0], size[1])
    scene.principalPoint = SIMD2(Double(size[0]), Double(size[1])) / 2
    try check(scene)
  }

  @Test("stops where the transmittance runs out")
  func stops() throws {
    let scene = ScalarScene.random(600, channels: 3, seed: 3, opacity: 0.8...1)
    let truth = ScalarRasterizer(scene).render()
    // The test is of use only if pixels do stop, and if opacities are capped.
    #expect(truth.alpha.contains { $0 > 0.999 })
    #expect(truth.choices.contains { $0.contains { $0.isCapped } })
    try check(scene)
  }

  @Test("breaks ties of depth by index")
  func ties() throws {
    var scene = ScalarScene(channels: 3)
    for _ in 0..<20 { scene.add([0, 0, 2], scale: [0.3, 0.3, 0.3], opacity: 0.5) }
    try check(scene.roundedToSingle())
  }

  @Test("keeps thousands of Gaussians in order")
  func many() throws {
    var scene = ScalarScene.random(6000, channels: 3, seed: 4, opacity: 0.02...0.4)
    scene.scales = scene.scales.map { Double(Float($0 * 0.2)) }
    try check(scene)
  }

  @Test("a lone Gaussian has the radius and the alpha of the formulas")
  func lone() throws {
    var scene = ScalarScene(channels: 1)
    (scene.width, scene.height) = (33, 33)
    (scene.focalLength, scene.principalPoint) = ([100, 100], [16.5, 16.5])
    scene.add([0, 0, 10], scale: [0.3, 0.1, 0.2], opacity: 0.5)
    let run = try CPURun(scene)
    // On screen the deviations are 3 and 1 pixels before blurring; the mean is a pixel's centre.
    let reach = (2 * log(255 * 0.5) * (9 + 0.3)).squareRoot()
    #expect(run.radii.values == [Float(reach.rounded(.up))])
    #expect(abs(run.alpha.values[16 * 33 + 16] - 0.5) < 1e-6)
    #expect(abs(run.alpha.values[16 * 33 + 19] - Float(0.5 * exp(-0.5 * 9 / 9.3))) < 1e-6)
    #expect(abs(run.depth.values[16 * 33 + 16] - 5) < 1e-5)
  }
}
