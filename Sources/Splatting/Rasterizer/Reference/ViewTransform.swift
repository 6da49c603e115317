import Tensors

/// A world-to-camera transform as tensors, so that gradients reach it.
struct ViewTransform {
  /// `[3, 3]`.
  let rotation: Tensor
  /// `[3]`.
  let translation: Tensor

  /// Takes the upper three rows of a matrix `[4, 4]`.
  init(_ pose: Tensor) {
    rotation = pose[.to(3), .to(3)]
    translation = pose[.to(3), 3]
  }

  /// World points `[N, 3]` in the camera's frame.
  func callAsFunction(_ points: Tensor) -> Tensor { points.matmul(rotation.transposed()) + translation }

  /// The camera's centre in the world `[3]`: -Rᵀ t.
  var position: Tensor { -rotation.transposed().matmul(translation.unsqueezed(-1)).squeezed(-1) }

  /// Unit directions `[N, 3]` in the world from the camera's centre to `points`.
  func directions(to points: Tensor) -> Tensor { (points - position).normalized() }
}
