import Foundation
import Splatting

/// The object of a sequence of H2O in the world.
struct H2OObject {
  let root: URL

  /// The names of the objects' meshes by their numbers (`class_names` in `h2oplayer.py`).
  private static let names = [
    "background", "book", "espresso", "lotion", "lotion_spray", "milk", "ovomaltine", "pringles", "starbucks",
  ]

  /// The object over the frames of `labels`; none where a frame does not have it, or where it is not one object.
  func truth(
    _ labels: [H2OLabels], cameraToWorld: [RigidTransform], warnings: inout [String]
  ) throws -> CaptureTruth.Object? {
    let numbers = Set(labels.map(\.objectNumber)).subtracting([0])
    guard let number = numbers.first, Self.names.indices.contains(number) else { return nil }
    guard numbers.count == 1 else {
      warnings.append("these frames have \(numbers.count) objects: the truth has none")
      return nil
    }
    let poses = zip(labels, cameraToWorld).map { labels, pose in labels.object.map { pose * $0 } }
    return try ObjectTruth.object(mesh(Self.names[number]), poses: poses, warnings: &warnings)
  }

  private func mesh(_ name: String) -> URL {
    let places = ["object", "objects"].map { root.appending(path: "\($0)/\(name)/\(name).obj") }
    return places.first { FileManager.default.fileExists(atPath: $0.path) } ?? places[0]
  }
}
