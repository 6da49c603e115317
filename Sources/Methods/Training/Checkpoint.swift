import Files
import Foundation
import Splatting
import Tensors

/// Everything that training needs to go on as if it had never stopped, in one safetensors file.
struct Checkpoint {
  /// How many steps were taken.
  var iteration: Int
  /// What the run depends on, as JSON: what goes on must be what stopped.
  var settings: String
  /// All tensors by name.
  var tensors: [String: Tensor]

  /// The name of the file in a scene's folder.
  static let fileName = "checkpoint.safetensors"

  /// Writes the file; a reader sees the old one or the whole new one.
  func write(to url: URL) throws {
    try Safetensors.write(
      tensors, metadata: ["iteration": "\(iteration)", "settings": settings], to: url)
  }

  /// Reads the file.
  /// - Throws: ``FileError`` if it is missing, cut short or no checkpoint.
  init(contentsOf url: URL) throws {
    let contents = try Safetensors.read(url)
    guard let text = contents.metadata["iteration"], let iteration = Int(text), iteration >= 0,
      let settings = contents.metadata["settings"]
    else { throw FileError(url, "is no checkpoint of Handful") }
    self.init(iteration: iteration, settings: settings, tensors: contents.tensors)
  }

  init(iteration: Int, settings: String, tensors: [String: Tensor]) {
    self.iteration = iteration
    self.settings = settings
    self.tensors = tensors
  }

  /// The tensor called `name`.
  /// - Throws: ``TensorError`` if there is none.
  func tensor(_ name: String) throws -> Tensor {
    guard let tensor = tensors[name] else {
      throw TensorError(operation: "load", reason: "the tensor \(name) is missing")
    }
    return tensor
  }

  /// The tensors whose names begin with `prefix`, without it.
  func part(_ prefix: String) -> [String: Tensor] { tensors.part(prefix) }

  /// Adds `part` under names that begin with `prefix`.
  mutating func add(_ part: [String: Tensor], prefix: String) {
    for (name, tensor) in part { tensors[prefix + name] = tensor }
  }
}
