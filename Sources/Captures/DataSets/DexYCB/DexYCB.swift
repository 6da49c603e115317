import Files
import Foundation
import Hands

/// Reads DexYCB (Chao et al., CVPR 2021): a hand takes an object from a table before 8 cameras.
///
/// ```
/// 20200709-subject-01/20200709_141754/meta.yml       see `DexYCBRecording`
/// 20200709-subject-01/20200709_141754/836212060125/  a folder a camera
///   color_000000.jpg  aligned_depth_to_color_000000.png  labels_000000.npz
/// calibration/intrinsics/836212060125_640x480.yml    see `DexYCBCalibration`
/// calibration/extrinsics_20200702_151821/extrinsics.yml
/// calibration/mano_20200709_140042_subject-01_right/mano.yml
/// models/002_master_chef_can/textured_simple.obj
/// ```
///
/// Layout, keys and conventions are those of `NVlabs/dex-ycb-toolkit` (`dex_ycb_toolkit/dex_ycb.py`,
/// `sequence_loader.py`, `layers/mano_layer.py`, `examples/visualize_pose.py`). The labels of a camera are in its own
/// frame, OpenCV's, in metres; depth is in millimetres. MANO's pose has 3 numbers of the wrist and 45 coefficients of
/// principal components that count from the mean pose, then the translation. The left hand's parameters were fitted
/// to MANO's left model with its shapes unmirrored (dex-ycb-toolkit, issue 28), and are posed with it so.
///
/// The world is the frame of the table's tag, whose z axis points upwards. Masks keep of the objects only the one that
/// is grasped (label 3): the others rest, and are background.
public struct DexYCB: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "dexycb"
  /// What people call the data set.
  public static let title = "DexYCB"
  /// There are hands in it.
  public static let hasHands = true
  /// The four official setups with three splits each.
  public static let presets = DexYCBSplit.all.map { DataSetPreset(name: $0.name, summary: $0.summary) }

  private let root: URL
  private let hands: DataSetHands
  private let folders: SequenceFolders

  /// An importer of the data set in `root`, which holds the subjects' folders and `calibration`.
  public init(root: URL, hands: DataSetHands) throws {
    self.root = root
    self.hands = hands
    folders = SequenceFolders(
      root: root, depth: 2, mark: "meta.yml, as in 20200709-subject-01/20200709_141754",
      isSequence: { FileManager.default.fileExists(atPath: $0.appending(path: "meta.yml").path) })
    guard FileManager.default.fileExists(atPath: root.appending(path: "calibration").path) else {
      throw FileError(root, "is no DexYCB", remedy: "looked for the folder calibration in it")
    }
  }

  /// The recordings that are there: `20200709-subject-01/20200709_141754`.
  public func sequences() throws -> [String] { try folders.names() }

  /// The recordings of a setup's split that are there, each as each of its cameras saw it: the camera's serial number
  /// is the end of ``DataSetSelection/sequence``.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    guard let split = DexYCBSplit.all.first(where: { $0.name == preset }) else { return [] }
    let chosen = try split.recordings(of: folders.names(), in: root).flatMap { recording in
      split.serials.filter { serial in
        FileManager.default.fileExists(atPath: root.appending(path: "\(recording)/\(serial)").path)
      }.map { DataSetSelection(sequence: "\(recording)/\($0)") }
    }
    guard !chosen.isEmpty else {
      throw FileError(root, "holds no recording of the split \(preset)", remedy: split.summary)
    }
    return chosen
  }

  /// Reads a recording as one camera saw it: the one named, or that the sequence ends in, else the first of
  /// `meta.yml`.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let (name, camera) = try camera(of: selection)
    let recording = try DexYCBRecording(root: root, folder: folders.folder(of: name))
    let calibration = try DexYCBCalibration(root: root, recording: recording)
    let serial = try recording.requireSerial(camera)
    let indices = selection.indices(of: recording.frameCount)
    guard !indices.isEmpty else {
      throw FileError(recording.folder, "has \(recording.frameCount) frames, none of which is wanted")
    }
    let view = DexYCBView(recording: recording, calibration: calibration, serial: serial)
    let labels = try indices.map { try view.labels($0) }
    // The hand first: without MANO's files nothing is to be written.
    let pose = try calibration.cameraToWorld(of: serial)
    var warnings: [String] = []
    let hand = try DexYCBHand(root: root, recording: recording, labels: labels, cameraToWorld: pose)
      .track(hands, warnings: &warnings)
    let object = try DexYCBObject(root: root, recording: recording).truth(
      labels, cameraToWorld: pose, warnings: &warnings)
    let frames = try view.frames(indices, labels: labels, masks: folder.appending(path: "masks"))
    let novel = try selection.novelCameras.flatMap { serial in
      let view = DexYCBView(
        recording: recording, calibration: calibration, serial: try recording.requireSerial(serial))
      return try view.novelFrames(indices, masks: folder.appending(path: "novel_masks"))
    }
    let tracks = hand.map { [$0] } ?? []
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, novelFrames: novel, hands: tracks),
      truth: tracks.isEmpty && object == nil ? nil : CaptureTruth(hands: tracks, object: object),
      warnings: warnings)
  }

  /// The recording's name, and the camera's serial number where one is named.
  private func camera(of selection: DataSetSelection) throws -> (recording: String, serial: String?) {
    let parts = selection.sequence.split(separator: "/").map(String.init)
    guard parts.count == 3 else { return (selection.sequence, selection.camera) }
    guard selection.camera == nil || selection.camera == parts[2] else {
      throw FileError(
        root.appending(path: selection.sequence),
        "is of camera \(parts[2]), not of \(selection.camera ?? "")",
        remedy: "name the recording without a camera")
    }
    return (parts[0...1].joined(separator: "/"), parts[2])
  }
}
