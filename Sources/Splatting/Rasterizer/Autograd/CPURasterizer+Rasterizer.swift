import Foundation
import Synchronization
import Tensors

extension CPURasterizer: Rasterizer {
  /// A rasteriser for as many threads as there are processors at work.
  public convenience init() { self.init(threads: ProcessInfo.processInfo.activeProcessorCount) }

  /// Renders `gaussians` as ``Rasterizer/render(_:camera:pose:nearPlane:)`` says.
  ///
  /// All tensors are float32 on the CPU; contiguous ones are read without a copy, and must not be written to until
  /// backward has run.
  public func render(
    _ gaussians: Gaussians, camera: Camera, pose: Tensor?, nearPlane: Double
  ) throws -> Rendering {
    try gaussians.validate(camera: camera, pose: pose, nearPlane: nearPlane)
    guard gaussians.means.dtype == .float32, gaussians.means.device == .cpu else {
      throw RasterizerError.wrongTensor(
        "means", found: "\(gaussians.means.dtype) on \(gaussians.means.device)", expected: "float32 on cpu")
    }
    let pose = pose ?? camera.worldToCamera.matrix()
    let colors = try evaluateHarmonics(gaussians, position: ViewTransform(pose).position)
    let features = gaussians.extra.map { Tensor.concatenated([colors, $0], dimension: 1) } ?? colors
    let (image, radii, screen) = try rasterize(
      gaussians, features: features, camera: camera, pose: pose, nearPlane: nearPlane)
    return Rendering(
      color: image[0][.all, .all, .to(3)], depth: image[1], alpha: image[2],
      extra: gaussians.extra == nil ? nil : image[0][.all, .all, .from(3)], radii: radii, screen: screen)
  }

  /// Colours `[N, 3]` seen from `position` `[3]`, in the graph.
  private func evaluateHarmonics(_ gaussians: Gaussians, position: Tensor) throws -> Tensor {
    let evaluator = CPUHarmonicsEvaluator(threads: threads)
    let inputs = [gaussians.harmonics, gaussians.means, position]
    return try CustomFunction.apply("spherical harmonics", inputs: inputs) {
      let saved = SavedHarmonics(gaussians, position: position)
      let colors = Tensor.empty([gaussians.count, 3])
      try saved.withHarmonics { harmonics in
        try colors.withMutableElements { try evaluator.forward(harmonics, into: $0) }
      }
      return ([colors], { try saved.backward(evaluator, from: $0[0]) })
    }[0]
  }

  /// Features `[H, W, C]`, depth and alpha `[H, W]`, in the graph; and what is outside of it.
  private func rasterize(
    _ gaussians: Gaussians, features: Tensor, camera: Camera, pose: Tensor, nearPlane: Double
  ) throws -> (image: [Tensor], radii: Tensor, screen: ScreenGradients) {
    let radii = Tensor.empty([gaussians.count])
    let screen = ScreenGradientStore()
    let inputs = [
      gaussians.means, gaussians.rotations, gaussians.scales, gaussians.opacities, features, pose,
    ]
    let image = try CustomFunction.apply("rasteriser", inputs: inputs) {
      let saved = SavedGaussians(gaussians, features: features)
      let size = [camera.height, camera.width]
      let outputs = [Tensor.empty(size + [features.size(1)]), Tensor.empty(size), Tensor.empty(size)]
      let view = RasterizerCamera(camera, pose: pose, nearPlane: nearPlane)
      let rasterization = try saved.withGaussians { gaussians in
        try (outputs + [radii]).withMutableFloats { to in
          try forward(
            gaussians, camera: view,
            into: CPURasterImage(features: to[0], depth: to[1], alpha: to[2], radii: to[3]))
        }
      }
      return (
        outputs, { try saved.backward(self, rasterization, from: $0, screen: screen) }
      )
    }
    return (image, radii, ScreenGradients { screen.values.withLock { $0 } })
  }
}

/// Where a backward pass leaves the gradients on the screen.
final class ScreenGradientStore: Sendable {
  /// None before backward has run.
  let values = Mutex<(mean: Tensor, absolute: Tensor?)?>(nil)
}

extension RasterizerCamera {
  /// The single-precision form of `camera` at the world-to-camera `pose` `[4, 4]`.
  init(_ camera: Camera, pose: Tensor, nearPlane: Double) {
    self.init(camera, nearPlane: Float(nearPlane))
    let m = pose.floats()
    func row(_ i: Int) -> SIMD4<Float> { SIMD4(m[4 * i], m[4 * i + 1], m[4 * i + 2], m[4 * i + 3]) }
    worldToCamera = (row(0), row(1), row(2))
  }
}
