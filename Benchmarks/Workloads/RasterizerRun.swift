import Splatting

/// A workload laid out for the CPU rasteriser, with room for its results.
final class RasterizerRun {
  private let workload: Workload
  private let rasterizer: CPURasterizer
  private let gaussians: CPUGaussians
  private let outputs: [FloatMemory]
  private let image: CPURasterImage
  /// In the order of ``CPUGaussianGradients``; the last is left out where the sums of absolute values are not wanted.
  private var gradientMemory: [FloatMemory] = []
  private var upstream = FloatMemory(count: 0)

  init(_ workload: Workload, threads: Int) throws {
    self.workload = workload
    rasterizer = CPURasterizer(threads: threads)
    gaussians = try CPUGaussians(
      count: workload.count, channels: 3, means: workload.means.view, quaternions: workload.quaternions.view,
      scales: workload.scales.view, opacities: workload.opacities.view, features: workload.colors.view)
    outputs = [workload.pixels * 3, workload.pixels, workload.pixels, workload.count].map {
      FloatMemory(count: $0)
    }
    image = CPURasterImage(
      features: outputs[0].buffer, depth: outputs[1].buffer, alpha: outputs[2].buffer,
      radii: outputs[3].buffer)
  }

  func forward() throws -> CPURasterization {
    try rasterizer.forward(gaussians, camera: workload.camera, into: image)
  }

  /// Makes the gradient of the mean of |image - 0.5|: the loss' work, so it is not timed.
  ///
  /// - Parameter absolute: whether backward sums absolute values on screen too, for density control by these.
  func prepareBackward(absolute: Bool) throws {
    _ = try forward()
    let count = workload.count
    gradientMemory = ([3, 4, 3, 1, 3, 2] + (absolute ? [2] : [])).map { FloatMemory(count: count * $0) }
    upstream = FloatMemory(count: workload.pixels * 3)
    let share = 1 / Float(workload.pixels * 3)
    for index in 0..<upstream.count {
      upstream.buffer[index] = outputs[0].buffer[index] > 0.5 ? share : -share
    }
  }

  /// Forward and backward; ``prepareBackward(absolute:)`` must have run.
  func forwardAndBackward() throws {
    let result = try forward()
    let target = gradientMemory.map(\.buffer)
    _ = try rasterizer.backward(
      result, gaussians, from: CPUImageGradients(features: upstream.view),
      into: CPUGaussianGradients(
        means: target[0], quaternions: target[1], scales: target[2], opacities: target[3],
        features: target[4],
        screen: target[5], absoluteScreen: target.count > 6 ? target[6] : nil))
  }
}
