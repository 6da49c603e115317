import ArgumentParser

/// What `handful export` writes.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case ply, spz, glb, mesh, hands, colmap, nerfstudio
  case plySequence = "ply-sequence"

  /// The direction that programs for the format show upwards.
  var up: SIMD3<Double> {
    switch self {
    case .ply, .plySequence, .spz, .colmap: [0, -1, 0]
    case .glb, .mesh, .hands: [0, 1, 0]
    case .nerfstudio: [0, 0, 1]
    }
  }

  /// The format of a file by the end of its name.
  init?(fileExtension: String) {
    guard let format = Self(rawValue: fileExtension.lowercased()), [.ply, .spz, .glb].contains(format) else {
      return nil
    }
    self = format
  }
}
