import Files
import Foundation
import Hands
import Splatting

/// Reads ARCTIC (Fan et al., CVPR 2023): two hands and an articulated object before eight cameras and one on the head.
///
/// ```
/// images/s05/box_grab_01/0/00123.jpg      0 is the head's camera, 1 to 8 stand still; full images, not cropped ones
/// raw_seqs/s05/box_grab_01.mano.npy       see `ARCTICRecording`
/// raw_seqs/s05/box_grab_01.object.npy     raw_seqs/s05/box_grab_01.egocam.dist.npy
/// meta/misc.json                          see `ARCTICMetadata`
/// meta/object_vtemplates/box/mesh.obj     parts.json; see `ARCTICObject`
/// splits_json/protocol_p1.json            the official splits
/// ```
///
/// Layout and conventions are those of `zc-alexfan/arctic` (`docs/data/data_doc.md`, `src/arctic/processing.py`,
/// `src/arctic/preprocess_dataset.py`, `common/transforms.py`, `common/object_tensors.py`). The world is that of the
/// motion capture, metres. MANO's pose is axis times angle and counts from the mean pose; the left hand is posed with
/// MANO's left model as published, as `common/body_models.py` does.
///
/// Frame i of the annotations is the image i + `ioi_offset`. Of N annotated frames the images 10 to N - 11 are taken, as
/// `src/arctic/split.py` does: those before and after may be black.
public struct ARCTIC: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "arctic"
  /// What people call the data set.
  public static let title = "ARCTIC"
  /// The official splits, and those of Hand-4DGS.
  public static let presets = ARCTICSplit.presets

  private let files: ARCTICFiles
  private let hands: DataSetHands

  /// An importer of the data set in `root`, which holds `raw_seqs`, `meta` and `images`; also of the folders above it
  /// that the official download script makes.
  public init(root: URL, hands: DataSetHands) throws {
    files = try ARCTICFiles(root: root)
    self.hands = hands
  }

  /// The sequences that are there: `s05/box_grab_01`.
  public func sequences() throws -> [String] { try files.sequences() }

  /// The sequences of a split that are there, of which some presets take a part of the frames.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    try ARCTICSplit(files: files).selections(ofPreset: preset)
  }

  /// Reads a sequence as one camera saw it: the numbered one, else that on the head (0).
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let recording = try ARCTICRecording(files: files, name: selection.sequence)
    let metadata = try ARCTICMetadata(files: files, subject: recording.subject)
    let cameras = ARCTICCameras(metadata: metadata, files: files, recording: recording)
    let usable = recording.usableFrames(imageOffset: metadata.imageOffset)
    let indices = selection.indices(of: usable.count).map { usable[usable.startIndex + $0] }
    guard !indices.isEmpty else {
      throw FileError(recording.url, "has \(usable.count) frames, none of which is wanted")
    }
    let frames = try cameras.frames(indices, view: cameras.view(selection.camera ?? "0"), isNovel: false)
    let novel = try selection.novelCameras.flatMap {
      try cameras.frames(indices, view: cameras.view($0), isNovel: true)
    }
    var warnings: [String] = []
    let tracks = try tracks(recording, indices)
    let object = try ARCTICObject(files: files, recording: recording).truth(indices, warnings: &warnings)
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, novelFrames: novel, hands: tracks),
      truth: CaptureTruth(hands: tracks, object: object), warnings: warnings)
  }

  private func tracks(_ recording: ARCTICRecording, _ indices: [Int]) throws -> [HandTrack] {
    guard let models = try hands.models(leftShape: .asPublished) else { return [] }
    return try HandTrack.Side.allCases.map { side in
      let poses = try recording.hand(side, indices)
      return try ManoFrames(poses: poses, flatHandMean: false)
        .track(models[side], movedBy: Array(repeating: .identity, count: indices.count))
    }
  }
}
