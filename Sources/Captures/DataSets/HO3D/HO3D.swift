import Files
import Foundation
import Hands
import Images
import Splatting

/// Reads HO3D (Hampali et al., CVPR 2020), versions 2 and 3: a right hand and an object before up to five cameras.
///
/// ```
/// train/ABF14/rgb/0000.png     version 3: .jpg; evaluation/ likewise
/// train/ABF14/depth/0000.png   see `HO3DDepth`
/// train/ABF14/meta/0000.pkl    see `HO3DAnnotation`
/// train/ABF14/seg/0000.png     or HO3D_v3_segmentations_rendered/train/ABF14/seg/, a download of its own
/// calibration/ABF1/calibration/cam_orders.txt  trans_0.txt     version 3; see `HO3DCalibration`
/// models/003_cracker_box/textured_simple.obj   the YCB objects, a download of its own
/// ```
///
/// Layout, keys and conventions are those of `shreyashampali/ho3d` (`vis_HO3D.py`, `utils/vis_utils.py`,
/// `vis_pcl_all_cameras.py`). Annotations are in metres and in the frame of the camera with OpenGL's axes, so that y and
/// z change sign here. MANO's pose is axis times angle and counts from the flat hand. The world is the frame of the
/// sequence's camera with OpenCV's axes: the camera stands still, and up is not known.
///
/// A sequence's name ends in its camera where several recorded it: `ABF14` is camera 4 of `ABF1`.
public struct HO3D: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "ho3d"
  /// What people call the data set.
  public static let title = "HO3D v2 and v3"
  /// The official split, and the camera of the interaction-aware paper.
  public static let presets = [
    DataSetPreset(name: "train", summary: "all sequences of the training split that are there"),
    DataSetPreset(name: "evaluation", summary: "all sequences of the evaluation split that are there"),
    DataSetPreset(
      name: "interaction-aware",
      summary:
        "all sequences of camera 4: the interaction-aware paper has four of them and does not name them"),
  ]

  private let files: HO3DFiles
  private let hands: DataSetHands

  /// An importer of the data set in `root`, which holds `train` or `evaluation`.
  public init(root: URL, hands: DataSetHands) throws {
    files = HO3DFiles(root: root)
    self.hands = hands
    _ = try files.sequences()
  }

  /// The sequences that are there: `ABF14`.
  public func sequences() throws -> [String] { try files.sequences().map(\.name).sorted() }

  /// The sequences of a split, or of camera 4, that are there.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    let chosen = try files.sequences().filter { sequence in
      preset == "interaction-aware" ? sequence.camera == 4 : sequence.split == preset
    }
    guard !chosen.isEmpty else { throw FileError(files.root, "holds no sequence of the preset \(preset)") }
    return chosen.map { DataSetSelection(sequence: $0.name) }
  }

  /// Reads a sequence; depth and masks are written into `folder` as captures have them.
  ///
  /// The sequence may be named without its camera (`ABF1`), which ``DataSetSelection/camera`` then says.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let sequence = try files.sequence(selection.sequence, camera: selection.camera)
    let numbers = try files.numbers(of: sequence)
    let indices = selection.indices(of: numbers.count)
    guard !indices.isEmpty else {
      throw FileError(sequence.folder, "has \(numbers.count) frames, none of which is wanted")
    }
    let wanted = indices.map { numbers[$0] }
    let annotations = try wanted.map { try HO3DAnnotation(sequence.folder.appending(path: "meta/\($0).pkl")) }
    let view = HO3DView(files: files, sequence: sequence, worldToCamera: .identity)
    var warnings: [String] = []
    let frames = try view.frames(wanted, into: folder, isNovel: false, warnings: &warnings)
    let novel = try novelFrames(
      selection.novelCameras, of: sequence, numbers: wanted, into: folder, warnings: &warnings)
    let tracks = try tracks(annotations, warnings: &warnings)
    let object = try object(annotations, warnings: &warnings)
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, novelFrames: novel, hands: tracks),
      truth: CaptureTruth(hands: tracks, object: object), warnings: warnings)
  }

  private func novelFrames(
    _ cameras: [String], of sequence: HO3DFiles.Sequence, numbers: [String], into folder: URL,
    warnings: inout [String]
  ) throws -> [Frame] {
    guard !cameras.isEmpty else { return [] }
    let calibration = try HO3DCalibration(files: files, sequence: sequence)
    return try cameras.flatMap { name in
      let other = try files.sequence(calibration.recording, camera: name)
      let view = HO3DView(
        files: files, sequence: other, worldToCamera: try calibration.transform(to: other))
      return try view.frames(numbers, into: folder, isNovel: true, warnings: &warnings)
    }
  }

  private func tracks(_ annotations: [HO3DAnnotation], warnings: inout [String]) throws -> [HandTrack] {
    guard let models = try hands.models() else { return [] }
    let frames = ManoFrames(poses: annotations.map(\.hand), flatHandMean: true)
    if let warning = frames.warning(side: .right) { warnings.append(warning) }
    guard frames.poses.contains(where: { $0 != nil }) else { return [] }
    let flips = Array(repeating: HO3DAnnotation.openGLToOpenCV, count: annotations.count)
    let track = try frames.track(models[.right], movedBy: flips)
    if let warning = JointAgreement(track.joints, annotated: annotations.map(\.joints)).warning {
      warnings.append(warning)
    }
    return [track]
  }

  private func object(
    _ annotations: [HO3DAnnotation], warnings: inout [String]
  ) throws -> CaptureTruth.Object? {
    guard let name = annotations.compactMap(\.objectName).first else { return nil }
    return try ObjectTruth.object(
      files.objectModel(name), poses: annotations.map(\.object), warnings: &warnings)
  }
}
