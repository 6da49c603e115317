import Splatting
import Testing

@Suite("CPU rasteriser, degenerate input")
struct CPURasterizerDegenerateTests {
  /// Gaussians of which a rasteriser might stumble over every one, and two ordinary ones.
  private static func oddities() -> ScalarScene {
    var scene = ScalarScene(channels: 3)
    let ordinary = [0.2, 0.2, 0.2]
    scene.add([0.1, 0, 2], scale: ordinary, opacity: 0.6)
    // behind the camera
    scene.add([0, 0, -2], scale: ordinary, opacity: 0.9)
    // in the camera
    scene.add([0, 0, 0], scale: ordinary, opacity: 0.9)
    // before the near plane
    scene.add([0, 0, 0.0099], scale: ordinary, opacity: 0.9)
    // tiny
    scene.add([0.3, 0.2, 3], scale: [1e-12, 1e-12, 1e-12], opacity: 0.9)
    // of no size
    scene.add([0.1, 0.1, 3], scale: [0, 0, 0], opacity: 0.9)
    // huge
    scene.add([0.5, 0.1, 4], scale: [3000, 2000, 1000], opacity: 0.1)
    // thin
    scene.add([0.5, 0.1, 4.5], scale: [1000, 1e-5, 1e-5], quaternion: [1, 0.2, 0.1, 0.4], opacity: 0.4)
    // invisible
    scene.add([-0.3, 0.2, 3], scale: ordinary, opacity: 0)
    // just too faint
    scene.add([-0.3, 0.2, 3], scale: ordinary, opacity: 0.0039)
    // without a rotation
    scene.add([-0.3, 0.2, 3.1], scale: ordinary, quaternion: [0, 0, 0, 0], opacity: 0.5)
    // far off the image
    scene.add([1e6, 0, 5], scale: ordinary, opacity: 0.9)
    scene.add([0, -3e4, 5], scale: ordinary, opacity: 0.9)
    // on the corner
    scene.add([-18.2 / 30 * 2, -10.9 / 33 * 2, 2], scale: [0.05, 0.05, 0.05], opacity: 0.9)
    // on the edge
    scene.add([18.8 / 30 * 2, 0, 2], scale: [0.05, 0.05, 0.05], opacity: 0.9)
    // far away
    scene.add([-0.1, 0.1, 1e8], scale: ordinary, opacity: 0.9)
    scene.add([0, 0.1, 2.5], scale: ordinary, opacity: 1)
    return scene.roundedToSingle()
  }

  @Test("draws what the scalar rasteriser draws")
  func oddities() throws {
    let scene = Self.oddities()
    let truth = ScalarRasterizer(scene).render()
    let run = try CPURun(scene)
    #expect(relativeError(run.alpha.values, truth.alpha) < 1e-4)
    let features = truth.planes.indices.filter { $0 % 4 != 3 }.map { truth.planes[$0] }
    #expect(relativeError(run.features.values, features) < 1e-4)
    for index in [1, 2, 3, 8, 9, 11, 12] { #expect(run.radii.values[index] == 0, "Gaussian \(index)") }
    #expect(run.radii.values[0] > 0)
  }

  @Test("gives finite gradients, and zeros where nothing is drawn")
  func gradients() throws {
    let scene = Self.oddities()
    let gradients = try CPURun(scene).gradients(of: ScalarLoss(scene, seed: 10))
    let all = [
      gradients.means, gradients.quaternions, gradients.scales, gradients.opacities, gradients.features,
      gradients.screen, gradients.absoluteScreen, gradients.pose,
    ]
    for values in all { #expect(values.allSatisfy { $0.isFinite }) }
    for index in [1, 2, 3, 8, 9, 11, 12] {
      #expect(gradients.opacities[index] == 0)
      #expect(gradients.means[index * 3..<index * 3 + 3].allSatisfy { $0 == 0 })
    }
    #expect(gradients.opacities[0] != 0)
  }

  @Test("no Gaussians at all")
  func none() throws {
    let scene = ScalarScene(channels: 3)
    let run = try CPURun(scene)
    #expect(run.drawn == 0)
    #expect(run.outputs.allSatisfy { $0 == 0 })
    #expect(try run.gradients(of: ScalarLoss(scene, seed: 1)).pose == Array(repeating: 0, count: 12))
  }

  @Test("none that is seen")
  func noneSeen() throws {
    var scene = ScalarScene(channels: 2)
    for _ in 0..<20 { scene.add([0, 0, -1], scale: [1, 1, 1], opacity: 1) }
    let run = try CPURun(scene)
    #expect(run.drawn == 0)
    #expect(run.outputs.allSatisfy { $0 == 0 })
    #expect(try run.gradients(of: ScalarLoss(scene, seed: 1)).means == Array(repeating: 0, count: 60))
  }

  @Test("a number too large for the screen is left out, not wrong")
  func overflow() throws {
    var scene = ScalarScene(channels: 3)
    scene.add([0, 0, 2], scale: [1e30, 1e30, 1e30], opacity: 0.5)
    scene.add([1e38, 0, 2], scale: [1, 1, 1], opacity: 0.5)
    scene.add([0, 0, 2], scale: [0.3, 0.3, 0.3], opacity: 0.5)
    let run = try CPURun(scene)
    #expect(run.radii.values.map { $0 > 0 } == [false, false, true])
    let gradients = try run.gradients(of: ScalarLoss(scene, seed: 2))
    #expect(gradients.means.allSatisfy { $0.isFinite })
    #expect(gradients.pose.allSatisfy { $0.isFinite })
  }

  @Test("refuses what is not a number and says where")
  func notFinite() throws {
    let inputs: [(ScalarScene.Input, Int, RasterizerError.Input)] = [
      (\.means, 3, .means), (\.quaternions, 4, .quaternions), (\.scales, 3, .scales),
      (\.opacities, 1, .opacities), (\.features, 5, .features),
    ]
    for (path, stride, input) in inputs {
      for bad in [Double.nan, .infinity, -.infinity] {
        for index in [0, 17, 2500] {
          var scene = ScalarScene.random(2501, channels: 5, seed: 11)
          scene[keyPath: path][index * stride + stride - 1] = bad
          #expect(throws: RasterizerError.notFinite(input, index: index)) { try CPURun(scene) }
        }
      }
    }
    #expect(RasterizerError.notFinite(.scales, index: 4).description.contains("scales of Gaussian 4"))
  }

  @Test("refuses a camera that cannot be")
  func badCamera() throws {
    let scene = ScalarScene.random(3, channels: 3, seed: 12)
    var (empty, infinite, flat) = (scene, scene, scene)
    empty.width = 0
    infinite.pose[7] = .infinity
    flat.focalLength.y = 0
    for broken in [empty, infinite, flat] {
      #expect(throws: RasterizerError.badCamera) { try CPURun(broken) }
    }
  }

  @Test("refuses buffers that do not fit")
  func wrongCount() throws {
    let memory = FloatMemory(count: 12)
    func part(_ count: Int) -> UnsafeBufferPointer<Float> {
      UnsafeBufferPointer(rebasing: memory.view[..<count])
    }
    #expect(throws: RasterizerError.wrongCount("scales", count: 5, expected: 6)) {
      try CPUGaussians(
        count: 2, channels: 3, means: part(6), quaternions: part(8), scales: part(5), opacities: part(2),
        features: part(6))
    }
  }
}
