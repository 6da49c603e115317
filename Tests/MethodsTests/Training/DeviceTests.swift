import EmulatedDevice
import Foundation
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Training on a device that is not the processor; where LibTorch sees a GPU, on that too.
  ///
  /// The emulated device refuses all that would go wrong on a GPU because tensors are not where they should be.
  @Suite struct DeviceTests {
    enum Trained: String, CaseIterable, CustomTestStringConvertible {
      case emulated = "the emulated device"
      case gpu = "a GPU"

      static let allCases: [Trained] = [.emulated] + (Device.cuda(0).isAvailable ? [.gpu] : [])

      var testDescription: String { rawValue }

      func resources() throws -> ComputeResources {
        switch self {
        case .emulated: EmulatedDevice.resources
        case .gpu: try ComputeResources(.cuda(0), threads: 2)
        }
      }
    }

    private func losses<M: Method>(
      _ configuration: M.Configuration, _ type: M.Type, on compute: ComputeResources?, in folder: URL,
      steps: Int, resumes: Bool = false
    ) throws -> (losses: [Double], run: TrainingRun<M>) {
      let run = try TrainingRun<M>(configuration, in: folder, compute: compute)
      if resumes { try run.trainer.resume() }
      try run.interrupt(after: steps)
      return (run.losses, run)
    }

    /// Trains on both for `steps`, in which Gaussians come and go, and goes on with each one's checkpoint on the other.
    private func expectAgreement<M: Method>(
      _ type: M.Type, _ configuration: M.Configuration, _ device: Trained, steps: Int = 12
    ) throws {
      let (here, there) = (try TemporaryFolder(), try TemporaryFolder())
      let truth = try losses(configuration, type, on: nil, in: here.url, steps: steps)
      let before = EmulatedDevice.operationCount
      let found = try losses(configuration, type, on: device.resources(), in: there.url, steps: steps)
      #expect(device == .gpu || EmulatedDevice.operationCount > before + steps * 20)
      #expect(found.losses.count == steps)
      for (step, (mine, other)) in zip(found.losses, truth.losses).enumerated() {
        // Sums are in another order, and Adam's first steps take the sign of what is hardly there.
        let tolerance = step == 0 ? 1e-4 : 0.1
        #expect(abs(mine - other) <= tolerance * other, "step \(step): \(mine), on the processor \(other)")
      }
      let onward = try losses(configuration, type, on: nil, in: there.url, steps: 3, resumes: true)
      let back = try losses(
        configuration, type, on: device.resources(), in: here.url, steps: 3, resumes: true)
      #expect(onward.losses.count == 3 && back.losses.count == 3)
      #expect(zip(onward.losses, back.losses).allSatisfy { abs($0 - $1) <= 0.2 * max($0, $1) })
      try expectSameScene(found.run.scene(), device)
    }

    /// Expects a scene that was trained on a device to be read, moved and rendered as the same.
    private func expectSameScene(_ scene: Methods.Scene, _ device: Trained) throws {
      let folder = try TemporaryFolder()
      try SceneFolder.write(scene, to: folder.url)
      let read = try SceneFolder.read(folder.url)
      #expect(read.gaussians(at: 0.4).means.device == .cpu)
      let compute = try device.resources()
      let moved = try read.moved(to: compute.device)
      #expect(moved.gaussians(at: 0.4).means.device == compute.device)
      let camera = read.views[2].camera
      let truth = try SceneRenderer(rasterizer: CPURasterizer(threads: 2)).render(
        read, camera: camera, time: 0.4)
      for scene in [moved, read] {
        let view = try SceneRenderer(compute).render(scene, camera: camera, time: 0.4)
        let error = zip(view.image.values, truth.image.values).map { abs($0 - $1) }.max() ?? 1
        #expect(error < 1e-3)
      }
    }

    @Test(arguments: Trained.allCases) func static3D(_ device: Trained) throws {
      // Opacities are reset after 25.
      try expectAgreement(Static3D.self, .lively(iterations: 80), device, steps: 27)
    }

    @Test(arguments: Trained.allCases) func markovChains(_ device: Trained) throws {
      try expectAgreement(Static3D.self, .lively(iterations: 80, density: .livelyMarkovChain), device)
    }

    @Test(arguments: Trained.allCases) func visibleOnly(_ device: Trained) throws {
      var configuration = Static3DConfiguration.lively(iterations: 80)
      configuration.training.movesVisibleOnly = true
      try expectAgreement(Static3D.self, configuration, device)
    }

    @Test(arguments: Trained.allCases) func deformable(_ device: Trained) throws {
      var configuration = Deformable3DConfiguration.lively(iterations: 80)
      configuration.network.halfPrecision = false
      try expectAgreement(Deformable3D.self, configuration, device)
      configuration.network.timeNetwork = true
      try expectAgreement(Deformable3D.self, configuration, device, steps: 7)
    }

    @Test(arguments: Trained.allCases) func hexPlane(_ device: Trained) throws {
      try expectAgreement(HexPlane4D.self, .lively(iterations: 80), device)
    }

    @Test(arguments: Trained.allCases) func sparseControl(_ device: Trained) throws {
      // Nodes are chosen after 6, and come and go after 24.
      try expectAgreement(SparseControl.self, .lively(iterations: 80), device, steps: 26)
    }

    @Test(arguments: Trained.allCases, [24, nil]) func interactionAware(_ device: Trained, nodes: Int?) throws
    {
      // A field at every Gaussian takes long there.
      try expectAgreement(
        InteractionAware.self, .lively(iterations: 80, nodes: nodes), device, steps: nodes == nil ? 6 : 12)
    }
  }
}
