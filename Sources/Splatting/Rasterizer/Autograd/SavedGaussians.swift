import Tensors

/// What the rasteriser's forward pass keeps for the backward pass: contiguous tensors outside the graph.
struct SavedGaussians {
  /// Means, rotations, scales, opacities and features, in this order.
  private let tensors: [Tensor]

  init(_ gaussians: Gaussians, features: Tensor) {
    tensors = [gaussians.means, gaussians.rotations, gaussians.scales, gaussians.opacities, features]
      .map { $0.detached().contiguous() }
  }

  /// Calls `body` with the tensors' memory.
  func withGaussians<Result>(_ body: (CPUGaussians) throws -> Result) throws -> Result {
    try tensors.withMutableFloats { memory in
      let from = memory.map { UnsafeBufferPointer($0) }
      return try body(
        CPUGaussians(
          count: tensors[0].size(0), channels: tensors[4].size(1), means: from[0], quaternions: from[1],
          scales: from[2], opacities: from[3], features: from[4]))
    }
  }

  /// The gradients of the five tensors and of the pose `[4, 4]`, from those of features, depth and alpha; leaves those
  /// of the positions on screen in `screen`.
  func backward(
    _ rasterizer: CPURasterizer, _ rasterization: CPURasterization, from image: [Tensor?],
    screen: ScreenGradientStore
  ) throws -> [Tensor?] {
    let upstream = image.map { $0?.contiguous() }
    let gradients = tensors.map { Tensor.empty($0.shape) }
    let onScreen = (0..<(rasterizer.sumsAbsolutes ? 2 : 1)).map { _ in
      Tensor.empty([rasterization.count, 2])
    }
    let pose = try withGaussians { gaussians in
      try upstream.compactMap { $0 }.withMutableFloats { memory in
        var rest = memory[...]
        // In the order of `image`, the memory of those gradients that there are.
        let from = upstream.map { $0 == nil ? nil : UnsafeBufferPointer(rest.removeFirst()) }
        return try (gradients + onScreen).withMutableFloats { to in
          try rasterizer.backward(
            rasterization, gaussians,
            from: CPUImageGradients(features: from[0], depth: from[1], alpha: from[2]),
            into: CPUGaussianGradients(
              means: to[0], quaternions: to[1], scales: to[2], opacities: to[3], features: to[4],
              screen: to[5], absoluteScreen: rasterizer.sumsAbsolutes ? to[6] : nil))
        }
      }
    }
    let absolute = rasterizer.sumsAbsolutes ? onScreen[1] : nil
    screen.values.withLock { $0 = (mean: onScreen[0], absolute: absolute) }
    return gradients + [Tensor(pose + [0, 0, 0, 0], shape: [4, 4])]
  }
}
