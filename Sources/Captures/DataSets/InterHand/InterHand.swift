import Files
import Foundation
import Hands

/// Reads InterHand2.6M (Moon et al., ECCV 2020): one or two hands before 80 to 140 cameras.
///
/// ```
/// images/test/Capture0/ROM01_No_Interaction_2_Hand/cam400262/image21511.jpg
/// annotations/test/InterHand2.6M_test_camera.json           also annotations/all/ and so on, as older
/// annotations/test/InterHand2.6M_test_joint_3d.json         downloads have it
/// annotations/test/InterHand2.6M_test_MANO_NeuralAnnot.json
/// ```
///
/// Layout, keys and units are those of the data set's page (https://mks0601.github.io/InterHand2.6M/) and of
/// `facebookresearch/InterHand2.6M` (`DATASET.md`, `tool/MANO_world_to_camera/convert.py`,
/// `data/InterHand2.6M/dataset.py`). Cameras and joints are in millimetres, MANO's parameters in metres, all in the
/// capture's world frame; `camrot` R turns the world to the camera, `campos` c is its place, so that t = -R c. MANO's
/// pose is axis-angle and counts from the mean pose (`flat_hand_mean=False`), its shape differs from frame to frame,
/// and the left model's shapes are mirrored first, as `convert.py` does. The large `data.json` is not needed: images
/// tell their frame by name.
public struct InterHand: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "interhand"
  /// What people call the data set.
  public static let title = "InterHand2.6M"
  /// There are hands in it.
  public static let hasHands = true
  /// The official split, and the sequences of the one-shot paper.
  public static let presets = [
    DataSetPreset(name: "train", summary: "all sequences of the training split that are there"),
    DataSetPreset(name: "val", summary: "all sequences of the validation split that are there"),
    DataSetPreset(name: "test", summary: "all sequences of the test split that are there"),
    DataSetPreset(
      name: "one-shot",
      summary: "test/Capture0 as in Huang et al. 2024 (one-shot hand avatars): three sequences, four views"),
  ]

  private let images: InterHandImages
  private let hands: DataSetHands

  /// An importer of the data set in `root`, which holds `images` and `annotations`.
  public init(root: URL, hands: DataSetHands) throws {
    images = InterHandImages(root: root)
    self.hands = hands
    _ = try images.sequences()
  }

  /// The sequences that are there, such as `test/Capture0/ROM01_No_Interaction_2_Hand`.
  public func sequences() throws -> [String] { try images.sequences() }

  /// The sequences of a split, or of the one-shot paper, that are there.
  ///
  /// The paper's supplement names four sequences of test/Capture0, one of them twice, and says that each has "four
  /// common views" without naming them: here these are the first four colour cameras of each sequence, the first one
  /// giving the frames and the others the views for evaluation.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    guard preset == "one-shot" else {
      return try images.sequences(of: preset).map { DataSetSelection(sequence: $0) }
    }
    let there = try images.sequences(of: "test")
    let chosen = Self.oneShotSequences.map { "test/Capture0/\($0)" }.filter(there.contains)
    guard !chosen.isEmpty else {
      throw FileError(
        images.root, "holds none of the sequences of the one-shot paper",
        remedy: "looked in images/test/Capture0 for " + Self.oneShotSequences.joined(separator: ", "))
    }
    return try chosen.map { sequence in
      let cameras = try images.colorCameras(of: sequence).prefix(4)
      return DataSetSelection(
        sequence: sequence, camera: cameras.first, novelCameras: Array(cameras.dropFirst()))
    }
  }

  private static let oneShotSequences = [
    "ROM01_No_Interaction_2_Hand", "ROM09_Interaction_Fingers_Touching",
    "ROM09_Interaction_Fingers_Touching_2",
  ]

  /// Reads a sequence as one camera saw it: the named one, such as `400262`, else the first colour camera.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let sequence = try InterHandSequence(images: images, name: selection.sequence)
    let annotations = try InterHandAnnotations(root: images.root, sequence: sequence)
    let camera = try selection.camera ?? images.usualCamera(of: selection.sequence)
    let all = try sequence.photographs(camera: camera)
    let photographs = selection.indices(of: all.count).map { all[$0] }
    guard let first = photographs.first, let last = photographs.last else {
      throw FileError(images.root, "\(selection.sequence): no frame of camera \(camera) is wanted")
    }
    let times = InterHandTimes(first: first.number, last: last.number)
    let frames = try annotations.frames(photographs, camera: camera, times: times)
    let novel = try selection.novelCameras.flatMap { novelCamera in
      let numbers = Set(photographs.map(\.number))
      let views = try sequence.photographs(camera: novelCamera).filter { numbers.contains($0.number) }
      return try annotations.frames(views, camera: novelCamera, times: times)
    }
    var warnings = selection.camera == nil ? ["no camera was named: \(camera) was taken"] : []
    let tracks = try InterHandTracks(annotations: annotations, numbers: photographs.map(\.number))
      .tracks(hands, warnings: &warnings)
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, novelFrames: novel, hands: tracks),
      truth: tracks.isEmpty ? nil : CaptureTruth(hands: tracks), warnings: warnings)
  }
}
