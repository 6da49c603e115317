import Splatting

/// A scene drawn by the CPU rasteriser, forward and, on demand, backward.
final class CPURun {
  let scene: ScalarScene
  let features: FloatMemory
  let depth: FloatMemory
  let alpha: FloatMemory
  let radii: FloatMemory
  private let rasterizer: CPURasterizer
  private let rasterization: CPURasterization
  private let inputs: [FloatMemory]
  private let gaussians: CPUGaussians

  init(_ scene: ScalarScene, with rasterizer: CPURasterizer) throws {
    self.scene = scene
    self.rasterizer = rasterizer
    let inputs = [scene.means, scene.quaternions, scene.scales, scene.opacities, scene.features].map {
      FloatMemory($0)
    }
    self.inputs = inputs
    let pixels = scene.width * scene.height
    features = FloatMemory(count: pixels * scene.channels)
    depth = FloatMemory(count: pixels)
    alpha = FloatMemory(count: pixels)
    radii = FloatMemory(count: scene.count)
    gaussians = try CPUGaussians(
      count: scene.count, channels: scene.channels, means: inputs[0].view, quaternions: inputs[1].view,
      scales: inputs[2].view, opacities: inputs[3].view, features: inputs[4].view)
    rasterization = try rasterizer.forward(
      gaussians, camera: scene.camera,
      into: CPURasterImage(
        features: features.buffer, depth: depth.buffer, alpha: alpha.buffer, radii: radii.buffer))
  }

  convenience init(_ scene: ScalarScene, threads: Int = 2) throws {
    try self.init(scene, with: CPURasterizer(threads: threads))
  }

  /// How many Gaussians are drawn.
  var drawn: Int { rasterization.drawn }

  /// All outputs, one after the other.
  var outputs: [Float] { features.values + depth.values + alpha.values + radii.values }

  /// The gradients of a loss, by input.
  struct Gradients: Equatable {
    var means: [Float]
    var quaternions: [Float]
    var scales: [Float]
    var opacities: [Float]
    var features: [Float]
    var screen: [Float]
    var absoluteScreen: [Float]
    var pose: [Float]
  }

  /// Takes `loss` back; the parts left out count as zero weights.
  ///
  /// Absolute sums that are not asked for stay zero.
  func gradients(
    of loss: ScalarLoss, features: Bool = true, depth: Bool = true, alpha: Bool = true, absolute: Bool = true
  ) throws -> Gradients {
    let upstream = [loss.features, loss.depth, loss.alpha].map { FloatMemory($0) }
    let n = scene.count
    let target = [3, 4, 3, 1, scene.channels, 2, 2].map { FloatMemory(count: n * $0) }
    let pose = try withExtendedLifetime(upstream) {
      try rasterizer.backward(
        rasterization, gaussians,
        from: CPUImageGradients(
          features: features ? upstream[0].view : nil, depth: depth ? upstream[1].view : nil,
          alpha: alpha ? upstream[2].view : nil),
        into: CPUGaussianGradients(
          means: target[0].buffer, quaternions: target[1].buffer, scales: target[2].buffer,
          opacities: target[3].buffer, features: target[4].buffer, screen: target[5].buffer,
          absoluteScreen: absolute ? target[6].buffer : nil))
    }
    return Gradients(
      means: target[0].values, quaternions: target[1].values, scales: target[2].values,
      opacities: target[3].values, features: target[4].values, screen: target[5].values,
      absoluteScreen: target[6].values, pose: pose)
  }
}

/// The largest difference of two lists, relative to the largest element of the second (or to 1e-6 if that is
/// larger).
func relativeError(_ values: [Float], _ truth: [Double]) -> Double {
  guard values.count == truth.count else { return .infinity }
  let scale = truth.reduce(1e-6) { max($0, abs($1)) }
  // Not `max`, which a NaN would slip through.
  return zip(values, truth).reduce(0) { worst, pair in
    let error = abs(Double(pair.0) - pair.1) / scale
    return error <= worst ? worst : error
  }
}
