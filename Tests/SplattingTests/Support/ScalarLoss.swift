/// A linear function of a picture, and its derivatives by finite differences.
struct ScalarLoss {
  /// Weights of the features [H, W, C], the depth [H, W] and alpha [H, W].
  let features: [Double]
  let depth: [Double]
  let alpha: [Double]

  /// Random weights in -1...1, exact in single precision.
  init(_ scene: ScalarScene, seed: UInt64) {
    var random = SplitMix(seed: seed)
    func weights(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(Float.random(in: -1...1, using: &random)) }
    }
    let pixels = scene.width * scene.height
    features = weights(pixels * scene.channels)
    depth = weights(pixels)
    alpha = weights(pixels)
  }

  /// Each pixel's share of the loss.
  func shares(_ scene: ScalarScene, _ choices: [[ScalarRasterizer.Choice]]) -> [Double] {
    let result = ScalarRasterizer(scene).render(choices: choices)
    let channels = scene.channels
    return depth.indices.map { pixel in
      let planes = pixel * (channels + 1)
      let color = (0..<channels).reduce(0) {
        $0 + features[pixel * channels + $1] * result.planes[planes + $1]
      }
      return color + depth[pixel] * result.planes[planes + channels] + alpha[pixel] * result.alpha[pixel]
    }
  }

  /// Derivatives by every element of `input`: of the loss, and the sums of the absolute values of the pixels'
  /// shares.
  func derivatives(
    _ scene: ScalarScene, by input: ScalarScene.Input, _ choices: [[ScalarRasterizer.Choice]]
  ) -> (total: [Double], absolute: [Double]) {
    let step = 1e-5
    var (total, absolute) = ([Double](), [Double]())
    for index in scene[keyPath: input].indices {
      var (above, below) = (scene, scene)
      above[keyPath: input][index] += step
      below[keyPath: input][index] -= step
      let shares = zip(self.shares(above, choices), self.shares(below, choices)).map {
        ($0 - $1) / (2 * step)
      }
      total.append(shares.reduce(0, +))
      absolute.append(shares.reduce(0) { $0 + abs($1) })
    }
    return (total, absolute)
  }
}
