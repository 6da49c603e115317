import ArgumentParser
import Methods

extension Scene {
  /// Sees that the layers that a command names are there.
  /// - Throws: `ValidationError` naming the first that is not.
  func checkLayers(_ names: [String]) throws {
    let known = layers.map(\.name)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw ValidationError("there is no layer '\(unknown)': the scene has \(known.joined(separator: ", "))")
    }
  }
}
