import Tensors

extension Tensor {
  /// Vectors `[N, 3]` turned by these quaternions `[N, 4]` (w, x, y, z), which need not be normalised.
  func rotating(_ vectors: Tensor) -> Tensor {
    let unit = normalized()
    let (w, axis) = (unit[.all, .range(0..<1)], unit[.all, .from(1)])
    let turned = axis.cross(vectors) * 2
    return vectors + w * turned + axis.cross(turned)
  }

  /// The products of these quaternions `[N, 4]` (w, x, y, z) and those of `other`: turned by `other` first.
  package func quaternionProduct(_ other: Tensor) -> Tensor {
    let (a, u) = (self[.all, .range(0..<1)], self[.all, .from(1)])
    let (b, v) = (other[.all, .range(0..<1)], other[.all, .from(1)])
    let real = a * b - (u * v).sum([-1], keepDimensions: true)
    return .concatenated([real, a * v + b * u + u.cross(v)], dimension: -1)
  }

  /// Vectors `[N, 3]` turned back by these quaternions `[N, 4]`.
  func rotatingBack(_ vectors: Tensor) -> Tensor {
    let signs = Tensor([Float](arrayLiteral: 1, -1, -1, -1)).to(device)
    return (self * signs).rotating(vectors)
  }
}
