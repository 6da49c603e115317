import Files
import Foundation

/// Reads the clips that EgoGaussian (Zhang et al., 3DV 2025) released: 5 of HOI4D and 4 of EPIC-KITCHENS in its
/// table 1, and those of its web page.
///
/// ```
/// Submission/HOI4D/Video1/
///   images/00000.png   EPIC-KITCHENS: images/frame_0000003880.png
///   sparse/            cameras in COLMAP's format
///   hand_masks/        white where hands are, one an image
///   obj_masks/         white where the object is; missing for some images
///   split/             see `EgoGaussianSplit`
///   id.txt             the video in HOI4D
/// Submission/EK/P03_03/
/// Webpage/             likewise
/// ```
///
/// The layout is that of the README of `zdwww/EgoGaussian`, and of its `scene/dataset_readers.py` and `train.py`.
/// Only those images of the sparse model count that lie in `images`; the extension may be another one there. Masks do
/// not tell right hands from left: all are labelled right. World frame and unit are COLMAP's own.
public struct EgoGaussian: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "egogaussian"
  /// What people call the data set.
  public static let title = "EgoGaussian's release"
  /// There are masks of hands in it, but no hands.
  public static let hasHands = false
  /// The clips that the paper measures on.
  public static let presets = [
    DataSetPreset(name: "paper", summary: "the 9 clips of table 1 of EgoGaussian"),
    DataSetPreset(name: "paper-hoi4d", summary: "of these the 5 clips of HOI4D"),
    DataSetPreset(name: "paper-epic", summary: "of these the 4 clips of EPIC-KITCHENS"),
  ]

  private let folders: SequenceFolders

  /// An importer of the clips in `root`, or of the clip that it is.
  public init(root: URL, hands: DataSetHands) throws {
    folders = SequenceFolders(
      root: root, depth: 4, mark: "hand_masks/ beside images/ and sparse/",
      isSequence: { folder in
        ["images", "sparse", "hand_masks"].allSatisfy {
          FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
      })
    _ = try folders.names()
  }

  /// The clips that are there.
  public func sequences() throws -> [String] { try folders.names() }

  /// The clips of a preset that are there.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    let sources = ["paper": ["hoi4d", "ek"], "paper-hoi4d": ["hoi4d"], "paper-epic": ["ek"]]
    let chosen = try folders.names().filter { name in
      let parts = name.lowercased().split(separator: "/").map(String.init)
      return !parts.contains("webpage") && parts.contains { sources[preset, default: []].contains($0) }
    }
    guard !chosen.isEmpty else {
      throw FileError(
        folders.root, "holds no clip of the preset \(preset)",
        remedy: "name the folder that Submission/HOI4D and Submission/EK lie in")
    }
    return chosen.map { DataSetSelection(sequence: $0) }
  }

  /// Reads a clip and writes its masks, hands and object in one file, into `folder`.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let clip = try EgoGaussianClip(folder: folders.folder(of: selection.sequence))
    guard selection.camera == nil, selection.novelCameras.isEmpty else {
      throw FileError(clip.folder, "was recorded by one camera", remedy: "name no camera")
    }
    let indices = selection.indices(of: clip.frames.count)
    guard !indices.isEmpty else {
      throw FileError(clip.folder, "has \(clip.frames.count) frames, none of which is wanted")
    }
    var frames = indices.map { clip.frames[$0] }
    let masks = EgoGaussianMasks(clip: clip.folder, output: folder.appending(path: "masks"))
    let withoutObject = try masks.write(for: &frames)
    let capture = Capture(
      name: selection.folderName, frames: frames, points: clip.points,
      keyFrame: clip.lastFrameAtRest.flatMap { indices.firstIndex(of: $0) })
    return DataSetImport(capture: capture, warnings: clip.warnings + masks.warnings(withoutObject))
  }
}
