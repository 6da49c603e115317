import Splatting
import Tensors

/// Rotation matrices from and to other forms, batched; what goes to matrices is differentiable everywhere.
public enum Rotations {
  /// Rodrigues' formula: axis times angle (radians) `[..., 3]` to matrices `[..., 3, 3]`.
  public static func matrices(axisAngle: Tensor) -> Tensor {
    // Below this angle the two factors are at their limits in any precision; the square root needs a floor.
    let squared = axisAngle.squared().sum([-1], keepDimensions: true).clamped(min: 1e-10).unsqueezed(-1)
    let angle = squared.sqrt()
    let sine = angle.sin() / angle
    // 1 - cos(a) = 2 sin(a / 2)^2 loses no digits at small angles.
    let versine = (angle * 0.5).sin().squared() * 2 / squared
    let cross = crossMatrices(axisAngle)
    let identity = Tensor.identity(3, axisAngle.dtype, device: axisAngle.device)
    return identity + cross * sine + cross.matmul(cross) * versine
  }

  /// Zhou and others 2019: the first two columns `[..., 6]`, of any length and angle, to matrices `[..., 3, 3]`.
  public static func matrices(sixD: Tensor) -> Tensor {
    let first = sixD[.ellipsis, .to(3)].normalized()
    let second = sixD[.ellipsis, .from(3)]
    let along = (first * second).sum([-1], keepDimensions: true)
    let upright = (second - first * along).normalized()
    return .stacked([first, upright, first.cross(upright)], dimension: -1)
  }

  /// The first two columns of matrices `[..., 3, 3]`, one after the other: `[..., 6]`.
  public static func sixD(matrices: Tensor) -> Tensor {
    .concatenated([matrices[.ellipsis, .at(0)], matrices[.ellipsis, .at(1)]], dimension: -1)
  }

  /// Axis times angle in 0...pi of matrices `[..., 3, 3]`: `[..., 3]`, outside the graph.
  public static func axisAngle(matrices: Tensor) -> Tensor {
    let elements = matrices.detached().to(.float64).elements(as: Double.self)
    var vectors = [Double]()
    vectors.reserveCapacity(elements.count / 3)
    for start in stride(from: 0, to: elements.count, by: 9) {
      let vector = RotationVector.vector(Matrix3(elements: elements[start..<start + 9]))
      vectors += [vector.x, vector.y, vector.z]
    }
    return Tensor(vectors, shape: Array(matrices.shape.dropLast())).to(matrices.dtype).to(matrices.device)
  }

  /// The matrices `[..., 3, 3]` that multiply as the cross product with vectors `[..., 3]` does.
  private static func crossMatrices(_ vectors: Tensor) -> Tensor {
    let (x, y, z) = (vectors[.ellipsis, .at(0)], vectors[.ellipsis, .at(1)], vectors[.ellipsis, .at(2)])
    let zero = x.zerosLike()
    return Tensor.stacked([zero, -z, y, z, zero, -x, -y, x, zero], dimension: -1)
      .reshaped(vectors.shape + [3])
  }
}
