import Splatting
import Tensors

extension GaussianModel {
  /// The Gaussians that were saved as `state`, under names that begin with `prefix`.
  /// - Throws: ``TensorError`` naming what is missing or does not fit.
  convenience init(state: [String: Tensor], prefix: String) throws {
    func tensor(_ name: String, _ trailing: [Int?]) throws -> Tensor {
      guard let tensor = state[prefix + name] else {
        throw TensorError(operation: "load", reason: "the tensor \(prefix)\(name) is missing")
      }
      let shape = tensor.shape
      guard shape.count == trailing.count + 1, tensor.dtype == .float32,
        zip(shape.dropFirst(), trailing).allSatisfy({ $1 == nil || $0 == $1 })
      else {
        throw TensorError(operation: "load", reason: "the tensor \(prefix)\(name) has the shape \(shape)")
      }
      return tensor
    }
    let tensors = [
      try tensor("means", [3]), try tensor("rotations", [4]), try tensor("logScales", [3]),
      try tensor("opacityLogits", []), try tensor("baseHarmonics", [1, 3]),
      try tensor("higherHarmonics", [nil, 3]),
    ]
    guard Set(tensors.map { $0.size(0) }).count == 1 else {
      throw TensorError(
        operation: "load", reason: "the tensors \(prefix)* hold different numbers of Gaussians")
    }
    guard [0, 3, 8, 15].contains(tensors[5].size(1)) else {
      throw TensorError(operation: "load", reason: "\(prefix)higherHarmonics are of no degree from 0 to 3")
    }
    self.init(
      means: tensors[0], rotations: tensors[1], logScales: tensors[2], opacityLogits: tensors[3],
      baseHarmonics: tensors[4], higherHarmonics: tensors[5])
  }

  /// The values under names that begin with `prefix`, copied, outside the graph.
  func snapshot(prefix: String) -> [String: Tensor] { state(prefix: prefix).mapValues { $0.copied() } }

  /// The values under names that begin with `prefix`, outside the graph; storage is shared.
  func state(prefix: String) -> [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: namedParameters().map { (prefix + $0.name, $0.parameter.value.detached()) })
  }
}
