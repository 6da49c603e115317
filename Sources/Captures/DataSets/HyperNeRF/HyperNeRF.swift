import Files
import Foundation
import Splatting

/// Reads captures in the format of Nerfies and HyperNeRF (both of Park and others, 2021): photographs of people and
/// things that move, without hands.
///
/// ```
/// camera/ID.json   rotation and position world to camera, lens; see `HyperNeRFCamera`
/// rgb/{n}x/ID.png  images shrunk n times
/// metadata.json    time_id, warp_id, camera_id of each image
/// dataset.json     ids, train_ids, val_ids
/// scene.json       scale and center that make the scene about one unit large
/// points.npy       points of the background, before scale and center
/// ```
///
/// Read from the description and the loaders of `google/nerfies` (README.md) and `google/hypernerf`
/// (`hypernerf/datasets/{core,nerfies,interp}.py`). Two traps:
///
/// - *Time.* An image has a `time_id` and a `warp_id`. Deformable 3D Gaussians take the first, 4DGaussians the
///   second; the time here is `time_id` over the largest of the sequence, `warp_id` only where it is missing.
/// - *Split.* Scenes of the validation rig list `train_ids` and `val_ids`. The scenes for interpolation have to be
///   split by the rule of `hypernerf_interp_*.gin`: every fourth image trains, and the one in the middle between
///   two of these is for validation. It is taken where the lists are empty, and for the scenes of that task.
///
/// The unit is the scene's own (`scale` makes it so), not the metre, and the world's upward direction is unknown.
public struct HyperNeRF: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "hypernerf"
  /// What people call the data set.
  public static let title = "HyperNeRF and Nerfies"
  /// There are no hands in it.
  public static let hasHands = false
  /// The two tasks of HyperNeRF's paper.
  public static let presets = [
    DataSetPreset(name: "vrig", summary: "the scenes of the validation rig, whose second camera is held out"),
    DataSetPreset(name: "interp", summary: "the scenes for interpolation: every 4th image trains"),
  ]

  /// The folders of the release by task, without the `vrig-` that some carry.
  private static let scenes = [
    "vrig": ["3dprinter", "broom2", "chicken", "peel-banana"],
    "interp": [
      "aleks-teapot", "chickchicken", "cut-lemon1", "hand1-dense-v2", "slice-banana", "torchocolate",
    ],
  ]

  /// How many times shrunk images are read; none for 2, as the papers that compare on it read, else the largest.
  public var imageScale: Int?
  private let folders: SequenceFolders

  /// An importer of the scenes in `root`, or of the scene that it is.
  public init(root: URL, hands: DataSetHands) throws {
    folders = SequenceFolders(
      root: root, depth: 3, mark: "dataset.json beside camera/",
      isSequence: { folder in
        ["dataset.json", "camera"].allSatisfy {
          FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
      })
    _ = try folders.names()
  }

  /// The scenes that are there.
  public func sequences() throws -> [String] { try folders.names() }

  /// The scenes of a task that are there.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    let chosen = try folders.names().filter { Self.isScene($0, of: preset) }
    guard !chosen.isEmpty else {
      let wanted = Self.scenes[preset, default: []].joined(separator: ", ")
      throw FileError(folders.root, "holds no scene of the preset \(preset)", remedy: "looked for \(wanted)")
    }
    return chosen.map { DataSetSelection(sequence: $0) }
  }

  /// Reads a scene; `camera` and `novelCameras` are numbers of the `camera_id` of `metadata.json`.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let scene = try HyperNeRFScene(
      folder: folders.folder(of: selection.sequence), imageScale: imageScale,
      interpolates: Self.isScene(selection.sequence, of: "interp"))
    let items = selection.indices(of: scene.items.count).map { scene.items[$0] }
    let frames = try scene.frames(of: items, camera: selection.camera)
    let novel = try selection.novelCameras.flatMap { try scene.frames(of: items, camera: $0) }
    let (points, warnings) = try scene.points()
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, novelFrames: novel, points: points),
      warnings: warnings)
  }

  private static func isScene(_ sequence: String, of task: String) -> Bool {
    let folder = sequence.split(separator: "/").last.map(String.init) ?? sequence
    let scene = ["vrig-", "interp_", "interp-"].first { folder.hasPrefix($0) }.map {
      folder.dropFirst($0.count)
    }
    return scenes[task, default: []].contains(String(scene ?? folder[...]))
  }
}
