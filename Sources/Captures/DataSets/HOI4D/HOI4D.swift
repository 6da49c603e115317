import Files
import Foundation
import Hands
import Images
import Splatting

/// Reads HOI4D (Liu et al., CVPR 2022): a person handles an object, seen by a camera on the head.
///
/// ```
/// ZY20210800001/H1/C8/N11/S321/s03/T2/align_rgb/image.mp4          15 frames a second; also in HOI4D_release/
///                                     align_depth/depth_video.avi  16 bits, millimetres
///                                     2Dseg/mask/00000.png         see `HOI4DMask`; also in HOI4D_annotations/
///                                     3Dseg/output.log             see `HOI4DTrajectory`
///                                     objpose/0.json               see `HOI4DObject`
/// handpose/refinehandpose_right/ZY…/T2/0.pickle                    see `HOI4DHand`
/// camera_params/ZY20210800001/intrin.npy                           3 by 3, a download of its own
/// HOI4D_CAD_Model_for_release/rigid/Bucket/011.obj
/// ```
///
/// Layout and conventions are those of `leolyliu/HOI4D-Instructions` (`README.md`, `utils/decode.py`,
/// `prepare_4Dseg/scene2frame.py`, issue 23). Hands and objects are in the camera's frame, metres; the world is the one
/// that the camera's trajectory is in. Videos may be decoded already, as `utils/decode.py` does: `align_rgb/00000.jpg`,
/// `align_depth/00000.png`.
public struct HOI4D: DataSetImporter {
  /// The word after `handful import`.
  public static let name = "hoi4d"
  /// What people call the data set.
  public static let title = "HOI4D"
  /// The official lists.
  public static let presets = [
    DataSetPreset(
      name: "release", summary: "the sequences of release.txt of HOI4D-Instructions that are there"),
    DataSetPreset(name: "test", summary: "the sequences of testset.txt of HOI4D-Instructions that are there"),
  ]

  private let files: HOI4DFiles
  private let hands: DataSetHands

  /// An importer of the data set in `root`, which holds the cameras' folders (`ZY20210800001`) or `HOI4D_release`.
  public init(root: URL, hands: DataSetHands) throws {
    files = try HOI4DFiles(root: root)
    self.hands = hands
  }

  /// The sequences whose video is there: `ZY20210800001/H1/C8/N11/S321/s03/T2`.
  public func sequences() throws -> [String] { try files.videos.names() }

  /// The sequences of an official list, which has to lie in the data set's folder, that are there.
  public func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    let url = files.root.appending(path: preset == "release" ? "release.txt" : "testset.txt")
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw FileError(url, "is not there", remedy: "get it from github.com/leolyliu/HOI4D-Instructions")
    }
    let lines = String(decoding: try InputFile.read(url), as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let there = Set(try sequences())
    let chosen = lines.map(String.init).filter(there.contains)
    guard !chosen.isEmpty else { throw FileError(url, "names no sequence that is there") }
    return chosen.map { DataSetSelection(sequence: $0) }
  }

  /// Reads a sequence; its videos are decoded into `folder`, and masks written there as captures have them.
  public func read(_ selection: DataSetSelection, into folder: URL) async throws -> DataSetImport {
    let sequence = selection.sequence
    let place = try files.videos.folder(of: sequence)
    guard selection.camera == nil, selection.novelCameras.isEmpty else {
      throw FileError(place, "was recorded by one camera", remedy: "name no camera")
    }
    let video = HOI4DVideo(files: files, sequence: sequence)
    let trajectory = try HOI4DTrajectory(files.annotation("3Dseg/output.log", of: sequence))
    let indices = selection.indices(of: min(try await video.count(), trajectory.cameraToWorld.count))
    guard let first = indices.first, let last = indices.last else {
      throw FileError(place, "has no frame that is wanted")
    }
    let images = try await video.images(first..<last + 1, stride: selection.stride, to: folder)
    let depths = try await video.depths(first..<last + 1, stride: selection.stride, to: folder)
    var warnings = depths.isEmpty ? ["there is no align_depth: the capture has no depth"] : []
    let masks = try HOI4DMask(files: files, sequence: sequence).write(
      indices, into: folder.appending(path: "masks"), warnings: &warnings)
    let poses = indices.map { trajectory.cameraToWorld[$0] }
    let intrinsics = try intrinsics(of: sequence)
    let size = try ImageFile.size(of: images[0])
    let frames = indices.indices.map { order in
      Frame(
        name: String(format: "%05d", indices[order]), imageURL: images[order], maskURL: masks[order],
        depthURL: depths.isEmpty ? nil : depths[order],
        camera: Camera(
          width: size.width, height: size.height, focalLength: [intrinsics.x, intrinsics.y],
          principalPoint: [intrinsics.z + 0.5, intrinsics.w + 0.5], worldToCamera: poses[order].inverse),
        time: evenTime(order, of: indices.count))
    }
    let tracks = try tracks(of: sequence, indices, cameraToWorld: poses, warnings: &warnings)
    let object = try HOI4DObject(files: files, sequence: sequence).truth(
      indices, cameraToWorld: poses, warnings: &warnings)
    return DataSetImport(
      capture: Capture(name: selection.folderName, frames: frames, hands: tracks),
      truth: CaptureTruth(hands: tracks, object: object), warnings: warnings)
  }

  /// fx, fy, cx, cy in pixels from the middle of the first one.
  private func intrinsics(of sequence: String) throws -> SIMD4<Double> {
    let matrix = try NumPyArray(contentsOf: files.intrinsics(of: sequence))
    try matrix.requireShape([3, 3])
    let k = try matrix.doubles()
    return [k[0], k[4], k[2], k[5]]
  }

  private func tracks(
    of sequence: String, _ indices: [Int], cameraToWorld: [RigidTransform], warnings: inout [String]
  ) throws -> [HandTrack] {
    guard let models = try hands.models(leftShape: .asPublished) else { return [] }
    var tracks: [HandTrack] = []
    for side in HandTrack.Side.allCases {
      let folder = files.hands(side, of: sequence)
      let poses = try indices.map { try files.frame($0, "pickle", in: folder).map(HOI4DHand.read) }
      let frames = ManoFrames(poses: poses, flatHandMean: true)
      guard poses.contains(where: { $0 != nil }) else { continue }
      if let warning = frames.warning(side: side) { warnings.append(warning) }
      tracks.append(try frames.track(models[side], movedBy: cameraToWorld))
    }
    if tracks.isEmpty { warnings.append("\(files.hands(.right, of: sequence).relativePath) holds no hand") }
    return tracks
  }
}
