import CUDA
import EmulatedDevice
import KernelEmulation
import Splatting
import Tensors
import Testing

/// The kernels' constants, and the emulation that their other tests rely on.
@Suite struct KernelEmulationTests {
  @Test func constantsAreTheRasterizers() {
    let constants = keConstants()
    #expect(constants.blur == Float(RasterizerConstants.blur))
    #expect(constants.minimumAlpha == Float(RasterizerConstants.minimumAlpha))
    #expect(constants.maximumAlpha == Float(RasterizerConstants.maximumAlpha))
    #expect(constants.minimumTransmittance == Float(RasterizerConstants.minimumTransmittance))
    #expect(constants.maximumDeterminant == Float(RasterizerConstants.maximumDeterminant))
    #expect(constants.splatSize == 64 && constants.sumCount == 16)
    #expect(constants.tileSide == 16 && constants.blockSize == 256)
  }

  /// The emulation must notice what would hang or be undefined on a GPU.
  @Test(arguments: ["lanes that end early", "lane outside its mask", "different exchanges"])
  func mistakesAreNoticed(_ name: String) {
    #expect(keLaunchMistaken(name) != nil)
  }

  @Test func unknownKernelsAreRefused() {
    #expect(throws: EmulatedLauncher.Failure.self) {
      try EmulatedLauncher(order: KEOrderForward).launch("nothing", blocks: 1, threads: 32, [])
    }
  }

  @Test func largeGridsTakeWideTileNumbers() throws {
    // 32768 tiles: more than 16 bits can number.
    let scene = SceneShape(40, 16 * 32768, 1, degree: 0).scene(seed: 4)
    let rendering = try CUDARasterizer(EmulatedLauncher(order: KEOrderForward)).render(
      scene.gaussians, camera: scene.camera)
    let truth = try CPURasterizer().render(scene.gaussians, camera: scene.camera)
    #expect(truth.alpha.max().item() > 0)
    #expect(rendering.alpha.relativeError(to: truth.alpha) < 1e-5)
  }
}
