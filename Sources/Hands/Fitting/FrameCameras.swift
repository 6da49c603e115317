import Splatting
import Tensors

/// The cameras of the rows of a fit, as tensors.
struct FrameCameras {
  /// Focal lengths in pixels, `[N, 1, 2]`.
  private let focalLengths: Tensor
  /// Principal points in pixels, `[N, 1, 2]`.
  private let centers: Tensor
  /// From the camera's axes to the world's, `[N, 3, 3]`.
  let toWorld: Tensor
  /// The cameras' places in the world, `[N, 1, 3]`.
  let positions: Tensor

  /// The cameras of the rows, in order.
  init(_ cameras: [Camera]) {
    let count = cameras.count
    func rows(_ shape: [Int], _ numbers: (Camera) -> [Double]) -> Tensor {
      Tensor(cameras.flatMap { numbers($0).map { Float($0) } }, shape: [count] + shape)
    }
    focalLengths = rows([1, 2]) { [$0.focalLength.x, $0.focalLength.y] }
    centers = rows([1, 2]) { [$0.principalPoint.x, $0.principalPoint.y] }
    toWorld = rows([3, 3]) { $0.worldToCamera.rotation.transposed.elements }
    positions = rows([1, 3]) { [$0.position.x, $0.position.y, $0.position.z] }
  }

  /// Directions x/z, y/z of pixels `[N, P, 2]`.
  func rays(_ pixels: Tensor) -> Tensor { (pixels - centers) / focalLengths }

  /// Pixels of points `[N, P, 3]` in the cameras' frames; points nearer than 5 cm are taken to be there.
  ///
  /// - Parameter focalScale: what to multiply focal lengths by.
  func project(_ points: Tensor, focalScale: Tensor?) -> Tensor {
    let directions = points[.ellipsis, .to(2)] / points[.ellipsis, .from(2)].clamped(min: 0.05)
    return directions * (focalScale.map { focalLengths * $0 } ?? focalLengths) + centers
  }

  /// Points `[N, P, 3]` of the cameras' frames in the world.
  func inWorld(_ points: Tensor) -> Tensor { points.matmul(toWorld.transposed()) + positions }
}
