import Splatting
import Tensors

/// Rasteriser and training step on a device, through LibTorch's graph as training has them, with the peak of the device's
/// memory.
///
/// `Benchmarks/gsplat_times.py` does the same with gsplat.
struct DeviceBenchmarks {
  /// What is timed.
  enum Pass: String, CaseIterable {
    /// The image.
    case forward
    /// The image, the mean of |image - 0.5|, and the gradients of all that a Gaussian has.
    case backward = "forward and backward"
    /// Activations, harmonics of degree 3, the image, 0.8 L1 + 0.2 (1 - SSIM), gradients, Adam.
    case step = "training step"
  }

  let library: WorkloadLibrary

  /// A benchmark a workload and pass.
  var all: [Benchmark] {
    library.names.flatMap { name in
      Pass.allCases.map { pass in
        let title = "\(name) \(pass.rawValue) on the device"
        return Benchmark(title) { settings, _ in try measure(title, library.workload(name), settings, pass) }
      }
    }
  }

  private func measure(
    _ title: String, _ workload: Workload, _ settings: BenchmarkSettings, _ pass: Pass
  ) throws -> BenchmarkRow {
    let device = settings.compute.device
    let work = try work(workload, settings.compute, pass)
    try device.forgetPeakMemory()
    let timing = try Timing(repeats: settings.repeats) {
      try withTensorErrors { try work() }
      try device.synchronize()
    }
    let stage = try device.peakMemory().map {
      MemoryStage(name: "\(settings.repeats + 1) runs", peakMegabytes: Double($0) * 1e-6)
    }
    return BenchmarkRow(
      name: title, timing: timing, work: WorkAmount(Double(workload.count), "Gaussians"),
      memory: stage.map { [$0] })
  }

  /// Sets up, and gives what is timed.
  private func work(
    _ workload: Workload, _ compute: ComputeResources, _ pass: Pass
  ) throws -> () throws -> Void {
    let (rasterizer, view) = (compute.rasterizer(), workload.view)
    switch pass {
    case .forward:
      let gaussians = workload.gaussians().to(compute.device)
      return { try withoutGradients { _ = try rasterizer.render(gaussians, camera: view) } }
    case .backward:
      let gaussians = workload.gaussians().to(compute.device)
      let leaves = [
        gaussians.means, gaussians.rotations, gaussians.scales, gaussians.opacities, gaussians.harmonics,
      ]
      for leaf in leaves { leaf.requiringGradient() }
      return {
        for leaf in leaves { leaf.gradient = nil }
        (try rasterizer.render(gaussians, camera: view).color - 0.5).abs().mean().backward()
      }
    case .step: return try DeviceStep(workload, compute).run
    }
  }
}

/// A training step of Gaussians at rest towards a picture.
private struct DeviceStep {
  private let model: GaussianModel
  private let optimizer: Adam
  private let target: Tensor
  private let view: Camera
  private let compute: ComputeResources
  private let rasterizer: any Rasterizer

  init(_ workload: Workload, _ compute: ComputeResources) throws {
    (view, self.compute, rasterizer) = (workload.view, compute, compute.rasterizer())
    model = workload.model()
    model.move(to: compute.device)
    optimizer = Adam(
      model.namedParameters().map {
        Adam.Group(name: $0.name, parameters: [$0], learningRate: 1e-4, epsilon: 1e-15)
      })
    target = Tensor.randomUniform([view.height, view.width, 3], generator: RandomGenerator(seed: 1))
      .to(compute.device)
  }

  func run() throws {
    let image = try rasterizer.render(model.gaussians(degree: 3), camera: view).color
    let loss =
      try compute.photometry?.loss(of: image, target: target, similarityWeight: 0.2)
      ?? ImageLoss.photometric(image, target)
    loss.backward()
    optimizer.step()
    optimizer.clearGradients()
  }
}
