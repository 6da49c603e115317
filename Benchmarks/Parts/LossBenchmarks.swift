import Splatting
import Tensors

/// L1 and SSIM of an image of a workload's size, with the gradient.
struct LossBenchmarks {
  /// Operations a number of the image: the window of 11 taps twice over four maps and 40 for what is made of them; back,
  /// the window twice over three maps and 10.
  private static let operations = 4.0 * 22 + 40 + 3 * 22 + 10
  /// Numbers read and written for one of the image: both images, three maps of derivatives; back, these and the gradient.
  private static let transfers = 11.0

  let library: WorkloadLibrary

  /// A benchmark a workload.
  var all: [Benchmark] {
    library.names.map { name in
      Benchmark("\(name) loss") { settings, _ in
        let camera = try library.workload(name).camera
        return measure("\(name) loss", [camera.height, camera.width, 3], settings)
      }
    }
  }

  private func measure(_ name: String, _ shape: [Int], _ settings: BenchmarkSettings) -> BenchmarkRow {
    let generator = RandomGenerator(seed: 1)
    let image = Tensor.randomUniform(shape, generator: generator).requiringGradient()
    let target = Tensor.randomUniform(shape, generator: generator)
    let timing = Timing(repeats: settings.repeats) {
      image.gradient = nil
      ImageLoss.photometric(image, target).backward()
    }
    let values = Double(image.count)
    return BenchmarkRow(
      name: name, timing: timing, work: WorkAmount(values / 3, "pixels"),
      cost: WorkCost(operations: Self.operations * values, bytes: 4 * Self.transfers * values))
  }
}
