import Splatting
import Testing

@Suite("CPU rasteriser, backward")
struct CPURasterizerBackwardTests {
  /// The largest relative error of single-precision gradients that we allow; measured: below 2e-5.
  private static let tolerance = 1e-4

  /// Checks all gradients of `scene` against finite differences of the scalar rasteriser.
  private func check(_ scene: ScalarScene) throws {
    let loss = ScalarLoss(scene, seed: 77)
    let choices = ScalarRasterizer(scene).render().choices
    let ours = try CPURun(scene).gradients(of: loss)
    func compare(_ name: Comment, _ values: [Float], _ input: ScalarScene.Input) {
      let truth = loss.derivatives(scene, by: input, choices).total
      #expect(relativeError(values, truth) < Self.tolerance, name)
    }
    compare("means", ours.means, \.means)
    compare("quaternions", ours.quaternions, \.quaternions)
    compare("scales", ours.scales, \.scales)
    compare("opacities", ours.opacities, \.opacities)
    compare("features", ours.features, \.features)
    compare("pose", ours.pose, \.pose)
    let screen = loss.derivatives(scene, by: \.screenOffsets, choices)
    #expect(relativeError(ours.screen, screen.total) < Self.tolerance, "screen")
    #expect(relativeError(ours.absoluteScreen, screen.absolute) < Self.tolerance, "absolute screen")
  }

  @Test("agrees with finite differences", arguments: [1, 3, 4, 7])
  func agrees(channels: Int) throws { try check(.random(25, channels: channels, seed: 5)) }

  @Test("agrees with many extra channels")
  func manyChannels() throws { try check(.random(6, channels: 25, seed: 6)) }

  @Test("agrees where pixels stop and opacities are capped")
  func stops() throws {
    var scene = ScalarScene.random(60, channels: 3, seed: 7, opacity: 0.9...1)
    (scene.width, scene.height) = (19, 17)
    (scene.principalPoint, scene.focalLength) = ([9, 8], [15, 15])
    scene.add([0, 0, 0.8], scale: [0.4, 0.4, 0.4], opacity: 1)
    scene = scene.roundedToSingle()
    let truth = ScalarRasterizer(scene).render()
    #expect(truth.alpha.contains { $0 > 0.999 })
    #expect(truth.choices.contains { $0.contains { $0.isCapped } })
    try check(scene)
  }

  @Test("agrees beyond the limits of the projection's slope")
  func slopeLimits() throws {
    var scene = ScalarScene(channels: 3)
    // x/z and y/z of these lie outside 1.3 times the half field of view, yet they reach into the image.
    scene.add([2.2, 0.3, 1.5], scale: [1.5, 0.4, 0.5], quaternion: [0.9, 0.1, -0.2, 0.3], opacity: 0.9)
    scene.add([-0.2, -1.6, 1.8], scale: [0.5, 1.2, 0.4], quaternion: [0.3, 0.7, 0.2, 0.3], opacity: 0.8)
    scene.add([0.1, 0.1, 2], scale: [0.3, 0.2, 0.4], quaternion: [0.3, 0.7, 0.2, 0.3], opacity: 0.8)
    let scaled = scene.roundedToSingle()
    #expect(try CPURun(scaled).drawn == 3)
    try check(scaled)
  }

  @Test(
    "the other gradients do not change where absolute sums are not wanted", arguments: [1, 3, 5],
    [true, false])
  func withoutAbsolutes(channels: Int, depth: Bool) throws {
    let scene = ScalarScene.random(25, channels: channels, seed: 8)
    let loss = ScalarLoss(scene, seed: 9)
    let run = try CPURun(scene)
    var with = try run.gradients(of: loss, depth: depth)
    let without = try run.gradients(of: loss, depth: depth, absolute: false)
    #expect(with.absoluteScreen.contains { $0 > 0 })
    with.absoluteScreen = without.absoluteScreen
    #expect(with == without)
  }

  @Test("a gradient left out counts as zeros")
  func leftOut() throws {
    let scene = ScalarScene.random(15, channels: 3, seed: 8)
    let loss = ScalarLoss(scene, seed: 9)
    let run = try CPURun(scene)
    let whole = try run.gradients(of: loss)
    let parts = [
      try run.gradients(of: loss, depth: false, alpha: false),
      try run.gradients(of: loss, features: false, alpha: false),
      try run.gradients(of: loss, features: false, depth: false),
    ]
    for input in [\.means, \.quaternions, \.scales, \.opacities, \.features, \.pose]
      as [KeyPath<CPURun.Gradients, [Float]>]
    {
      let sum = whole[keyPath: input].indices.map { index in
        parts.reduce(0.0) { $0 + Double($1[keyPath: input][index]) }
      }
      #expect(relativeError(whole[keyPath: input], sum) < 1e-5)
    }
  }
}
