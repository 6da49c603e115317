import Splatting
import Testing

@Suite("CPU rasteriser, determinism")
struct CPURasterizerDeterminismTests {
  private static let scene: ScalarScene = {
    var scene = ScalarScene.random(9000, channels: 4, seed: 20, opacity: 0.02...0.6)
    scene.scales = scene.scales.map { Double(Float($0 * 0.3)) }
    (scene.width, scene.height) = (83, 61)
    scene.focalLength = [60, 60]
    scene.principalPoint = [41, 30]
    return scene
  }()

  @Test("the same bits for any number of threads and on every run")
  func threads() throws {
    let loss = ScalarLoss(Self.scene, seed: 21)
    let first = try CPURun(Self.scene, threads: 1)
    let gradients = try first.gradients(of: loss)
    for threads in [1, 2, 3, 7] {
      let rasterizer = CPURasterizer(threads: threads)
      for _ in 0..<2 {
        let run = try CPURun(Self.scene, with: rasterizer)
        #expect(run.outputs == first.outputs)
        #expect(try run.gradients(of: loss) == gradients)
      }
    }
  }

  @Test("one rasteriser keeps several forward passes apart")
  func interleaved() throws {
    let rasterizer = CPURasterizer(threads: 2)
    let other = ScalarScene.random(500, channels: 2, seed: 22)
    let (loss, otherLoss) = (ScalarLoss(Self.scene, seed: 23), ScalarLoss(other, seed: 24))
    let alone = try CPURun(Self.scene, with: rasterizer).gradients(of: loss)
    let otherAlone = try CPURun(other, with: rasterizer).gradients(of: otherLoss)
    let run = try CPURun(Self.scene, with: rasterizer)
    let otherRun = try CPURun(other, with: rasterizer)
    #expect(try run.gradients(of: loss) == alone)
    #expect(try otherRun.gradients(of: otherLoss) == otherAlone)
    // A second backward pass of the same forward pass gives the same.
    #expect(try run.gradients(of: loss) == alone)
  }
}
