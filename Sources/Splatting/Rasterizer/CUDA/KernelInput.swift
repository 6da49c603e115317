import CUDA
import Tensors

/// What the kernels read: contiguous tensors outside the graph, all on one device.
struct KernelInput {
  let means: Tensor
  let rotations: Tensor
  let scales: Tensor
  let opacities: Tensor
  let harmonics: Tensor
  let extra: Tensor?
  /// World-to-camera `[4, 4]`.
  let pose: Tensor
  let degree: Int
  let view: KernelView

  init(_ gaussians: Gaussians, pose: Tensor, view: KernelView) {
    func plain(_ tensor: Tensor) -> Tensor { tensor.detached().contiguous() }
    means = plain(gaussians.means)
    rotations = plain(gaussians.rotations)
    scales = plain(gaussians.scales)
    opacities = plain(gaussians.opacities)
    harmonics = plain(gaussians.harmonics)
    extra = gaussians.extra.map(plain)
    self.pose = plain(pose)
    degree = gaussians.degree
    self.view = view
  }

  /// Gaussians.
  var count: Int { means.size(0) }
  /// Channels beside the colours.
  var extras: Int { extra?.size(1) ?? 0 }
  /// Coefficients that the harmonics hold.
  var terms: Int { harmonics.size(1) }
  var device: Device { means.device }

  /// Memory on the input's device for a kernel to write all of.
  func empty(_ shape: [Int], _ type: DType = .float32) -> Tensor { .empty(shape, type, device: device) }

  /// Memory on the input's device that holds zeros.
  func zeros(_ shape: [Int], _ type: DType = .float32) -> Tensor { .zeros(shape, type, device: device) }
}
