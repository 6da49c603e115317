import Tensors

extension [String: Tensor] {
  /// The tensors whose names begin with `prefix`, without it.
  func part(_ prefix: String) -> [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: compactMap { name, tensor in
        name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), tensor) : nil
      })
  }
}
