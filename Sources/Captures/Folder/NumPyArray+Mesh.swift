import Files

extension NumPyArray {
  /// The numbers of an array `[..., 3]` as vectors.
  ///
  /// Throws a ``FileError`` for another shape, or for strings.
  public func vectors() throws -> [SIMD3<Float>] {
    guard shape.last == 3 else { throw FileError(name, "has the shape \(shape); its last extent must be 3") }
    let values = try floats()
    return stride(from: 0, to: values.count, by: 3).map { [values[$0], values[$0 + 1], values[$0 + 2]] }
  }

  /// The triangles of an array `[F, 3]`.
  ///
  /// Throws a ``FileError`` for another shape, or an index that is not in 0..<`vertexCount`.
  public func triangles(vertexCount: Int) throws -> [SIMD3<Int32>] {
    try requireShape([nil, 3])
    let indices = try integers()
    guard indices.allSatisfy({ (0..<vertexCount).contains($0) }) else {
      throw FileError(name, "has vertex indices outside 0..<\(vertexCount)")
    }
    return stride(from: 0, to: indices.count, by: 3).map {
      [Int32(indices[$0]), Int32(indices[$0 + 1]), Int32(indices[$0 + 2])]
    }
  }
}
