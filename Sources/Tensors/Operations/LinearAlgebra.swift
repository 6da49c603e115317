extension Tensor {
  /// The matrix product; leading dimensions are batches and broadcast.
  public func matmul(_ other: Tensor) -> Tensor { Aten.matmul(.tensor(self), .tensor(other)) }
  /// Sums of products in Einstein's notation, such as `"bij,bjk->bik"`.
  public static func einsum(_ equation: String, _ tensors: Tensor...) -> Tensor {
    Aten.einsum(.string(equation), .tensors(tensors))
  }
  /// The singular value decomposition of matrices `[..., m, n]`: self = u diag(s) vh, s falling.
  public func singularValues(full: Bool = true) -> (u: Tensor, s: Tensor, vh: Tensor) {
    let results = Aten.svd.results(3, .tensor(self), .boolean(full))
    return (results[0], results[1], results[2])
  }
  /// The inverses of matrices `[..., n, n]`.
  public func inverse() -> Tensor { Aten.inverse(.tensor(self)) }
  /// The determinants of matrices `[..., n, n]`.
  public func determinant() -> Tensor { Aten.determinant(.tensor(self)) }
  /// x with self x = b, of matrices `[..., n, n]` and `[..., n, k]`.
  public func solve(_ b: Tensor) -> Tensor { Aten.solve(.tensor(self), .tensor(b)) }
  /// The vector product along the last dimension, of size 3.
  public func cross(_ other: Tensor) -> Tensor { Aten.cross(.tensor(self), .tensor(other)) }
  /// The distances of all points `[n, d]` to all points `[m, d]`: `[n, m]`.
  ///
  /// - Parameter exactly: by differences always; else many distances are made of a matrix product, which loses digits.
  public func distances(to other: Tensor, order: Double = 2, exactly: Bool = false) -> Tensor {
    // The last number is LibTorch's for a way to compute.
    Aten.cdist(.tensor(self), .tensor(other), .real(order), exactly ? 2 : nil)
  }
  /// Matrices with the last dimension's vectors on their diagonals.
  public func diagonalMatrix() -> Tensor { Aten.diagEmbed(.tensor(self)) }
}
