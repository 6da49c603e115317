import Files
import Foundation

/// Files of ``NetworkHands``: a folder with one an image, or one file of all images.
struct NetworkHandFiles {
  let place: URL

  private static let extensions = ["npz", "npy", "pkl", "pickle", "pth", "pt", "joblib"]

  /// The values by the images' names.
  ///
  /// A file of all images holds a dictionary by name or number, or a list in the order of the frames, whose names
  /// `frameNames` are. In a folder a file has its image's name, with or without `_0` for the hand.
  func values(frameNames: [String]) throws -> [String: [PickleValue]] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      throw FileError(place, cannot: "read", because: ENOENT)
    }
    if isFolder.boolValue { return try folderValues() }
    let value = try PickleValue(contentsOf: place)
    if case .dictionary(let entries) = value, value["hand_pose"] == nil, value["wilor_preds"] == nil,
      value["pred_mano_params"] == nil
    {
      let named = entries.map { entry -> (String, [PickleValue]) in
        let key = entry.key.text ?? entry.key.number.flatMap { Int(exactly: $0) }.map(String.init) ?? ""
        return (Self.stem(key), [entry.value])
      }
      return Dictionary(named, uniquingKeysWith: +)
    }
    guard let elements = value.elements, elements.count == frameNames.count else {
      throw FileError(
        place, "holds neither a dictionary by image nor a list of the capture's \(frameNames.count) frames")
    }
    return Dictionary(zip(frameNames, elements.map { [$0] }), uniquingKeysWith: +)
  }

  private func folderValues() throws -> [String: [PickleValue]] {
    let files = try SequenceFolders.contents(of: place).filter {
      Self.extensions.contains(($0 as NSString).pathExtension.lowercased())
        && !$0.hasSuffix("_3dkeypoints.npy")
    }
    guard !files.isEmpty else {
      throw FileError(
        place, "holds neither meshes (.obj) nor results (.npz, .npy, .pkl)",
        remedy: "run the demo with --save_mesh, or save the network's results image by image")
    }
    let values = try files.map { (Self.stem($0), [try PickleValue(contentsOf: place.appending(path: $0))]) }
    return Dictionary(values, uniquingKeysWith: +)
  }

  /// A name without folders and extension.
  private static func stem(_ name: String) -> String {
    ((name as NSString).lastPathComponent as NSString).deletingPathExtension
  }
}
