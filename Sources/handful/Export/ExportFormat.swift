import ArgumentParser

/// What `handful export` writes.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case ply, spz, glb, html, mp4, mesh, hands, colmap, nerfstudio
  case plySequence = "ply-sequence"

  /// The direction that programs for the format show upwards; none where the scene stays in its own frame.
  var up: SIMD3<Double>? {
    switch self {
    case .ply, .plySequence, .spz, .colmap: [0, -1, 0]
    case .glb, .mesh, .hands: [0, 1, 0]
    case .nerfstudio: [0, 0, 1]
    case .html, .mp4: nil
    }
  }

  /// The format of a file by the end of its name.
  init?(fileExtension: String) {
    guard let format = Self(rawValue: fileExtension.lowercased()),
      [.ply, .spz, .glb, .html, .mp4].contains(format)
    else { return nil }
    self = format
  }
}
