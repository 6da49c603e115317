import Files
import Foundation
import Hands
import Splatting

/// Reads H2O (Kwon et al., ICCV 2021): two hands and an object before four cameras and one on the head.
///
/// ```
/// subject4/h1/0/cam4/rgb/000000.png         cam0 to cam3 stand still, cam4 is on the head
/// subject4/h1/0/cam4/depth/000000.png       16 bits, millimetres
/// subject4/h1/0/cam4/cam_intrinsics.txt     fx fy cx cy width height
/// subject4/h1/0/cam4/cam_pose/000000.txt    camera to world, 4 by 4
/// subject4/h1/0/cam4/hand_pose_MANO/ hand_pose/ obj_pose_RT/   see `H2OLabels`
/// object/milk/milk.obj                      a download of its own
/// label_split/pose_train.txt                official lists of images
/// ```
///
/// Layout and conventions are those of `taeinkwon/h2odataset` (`README.md`) and `taeinkwon/h2oplayer` (`h2oplayer.py`,
/// `utils.py`). Labels are in the frame of the camera in whose folder they lie; metres. The labels of version 1.1 are
/// the ones to use: older ones have other hands. The left hand was fitted to MANO's left model as published.
public struct H2O: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "h2o"
  /// What people call the data set.
  public static let title = "H2O"
  /// The official split, and that of Hand-4DGS.
  public static let presets = H2OSplit.all.map { DataSetPreset(name: $0.name, summary: $0.summary) }

  private let root: URL
  private let hands: DataSetHands
  private let folders: SequenceFolders

  /// The camera on the head.
  private static let egocentricCamera = "cam4"

  /// An importer of the data set in `root`, which holds the subjects' folders.
  public init(root: URL, hands: DataSetHands) throws {
    self.root = root
    self.hands = hands
    folders = SequenceFolders(
      root: root, depth: 3, mark: "cam4/cam_intrinsics.txt, as in subject1/h1/0",
      isSequence: { folder in
        (0...4).contains {
          FileManager.default.fileExists(atPath: folder.appending(path: "cam\($0)/cam_intrinsics.txt").path)
        }
      })
    _ = try folders.names()
  }

  /// The sequences that are there: `subject4/h1/0`.
  public func sequences() throws -> [String] { try folders.names() }

  /// The sequences of a split that are there.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    guard let split = H2OSplit.all.first(where: { $0.name == preset }) else { return [] }
    let chosen = try folders.names().filter(split.contains)
    guard !chosen.isEmpty else {
      throw FileError(root, "holds no sequence of the preset \(preset)", remedy: split.summary)
    }
    return chosen.map { DataSetSelection(sequence: $0) }
  }

  /// Reads a sequence as one camera saw it: the named one (`cam2`, or `2`), else the one on the head.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let sequence = try folders.folder(of: selection.sequence)
    let view = try view(selection.camera ?? Self.egocentricCamera, of: sequence)
    let numbers = try view.numbers()
    let wanted = selection.indices(of: numbers.count).map { numbers[$0] }
    guard !wanted.isEmpty else {
      throw FileError(view.folder, "has \(numbers.count) frames, none of which is wanted")
    }
    let splits = try H2OImageLists(root: root).splits(of: selection.sequence)
    let frames = try view.frames(wanted, splits: splits)
    let novel = try selection.novelCameras.flatMap { try self.view($0, of: sequence).novelFrames(wanted) }
    let cameraToWorld = frames.map(\.camera.worldToCamera.inverse)
    let labels = try wanted.map { try H2OLabels(camera: view.folder, number: $0) }
    var warnings: [String] = []
    let tracks = try tracks(labels, cameraToWorld: cameraToWorld, warnings: &warnings)
    let object = try H2OObject(root: root).truth(labels, cameraToWorld: cameraToWorld, warnings: &warnings)
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, novelFrames: novel, hands: tracks),
      truth: CaptureTruth(hands: tracks, object: object), warnings: warnings)
  }

  private func view(_ camera: String, of sequence: URL) throws -> H2OView {
    let name = camera.hasPrefix("cam") ? camera : "cam\(camera)"
    let folder = sequence.appending(path: name)
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw FileError(folder, "is not there", remedy: "the cameras are cam0 to cam4")
    }
    return try H2OView(folder: folder)
  }

  private func tracks(
    _ labels: [H2OLabels], cameraToWorld: [RigidTransform], warnings: inout [String]
  ) throws -> [HandTrack] {
    guard let models = try hands.models(leftShape: .asPublished) else { return [] }
    var tracks: [HandTrack] = []
    for side in HandTrack.Side.allCases {
      let frames = ManoFrames(poses: labels.map { $0.hands[side] }, flatHandMean: true)
      if let warning = frames.warning(side: side) { warnings.append(warning) }
      guard frames.poses.contains(where: { $0 != nil }) else { continue }
      let inCamera = try frames.track(
        models[side], movedBy: Array(repeating: .identity, count: labels.count))
      if let warning = JointAgreement(inCamera.joints, annotated: labels.map { $0.joints[side] ?? [] })
        .warning
      {
        warnings.append(warning + "; the labels of version 1.1 are the ones to use")
      }
      tracks.append(try frames.track(models[side], movedBy: cameraToWorld))
    }
    return tracks
  }
}
