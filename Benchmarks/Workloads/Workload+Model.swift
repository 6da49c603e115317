import Splatting
import Tensors

extension Workload {
  private func tensor(_ memory: FloatMemory, _ shape: [Int]) -> Tensor {
    Tensor(Array(memory.view), shape: [count] + shape)
  }

  /// The Gaussians as training takes them, with the harmonics of the workload, which are of degree 3; on the processor.
  func model() -> GaussianModel {
    let opacities = tensor(opacities, [])
    let coefficients = tensor(coefficients, [16, 3])
    return GaussianModel(
      means: tensor(means, [3]), rotations: tensor(quaternions, [4]), logScales: tensor(scales, [3]).log(),
      opacityLogits: (opacities / (1 - opacities)).log(),
      baseHarmonics: coefficients[.all, .to(1)].contiguous(),
      higherHarmonics: coefficients[.all, .from(1)].contiguous())
  }

  /// The Gaussians as rasterisers take them, with the colours of the workload; on the processor.
  func gaussians() -> Gaussians {
    Gaussians(
      means: tensor(means, [3]), rotations: tensor(quaternions, [4]), scales: tensor(scales, [3]),
      opacities: tensor(opacities, []),
      harmonics: (tensor(colors, [1, 3]) - 0.5) / SphericalHarmonics.Factor.degree0, degree: 0)
  }

  /// The view, as rasterisers behind the protocol take it; the workloads' cameras are at the origin.
  var view: Camera {
    Camera(
      width: camera.width, height: camera.height, focalLength: SIMD2(camera.focalLength),
      principalPoint: SIMD2(camera.principalPoint), worldToCamera: .identity)
  }
}
