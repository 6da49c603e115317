import Files
import Foundation
import Hands
import Images
import Splatting

/// Renders a scene's views into the files of a capture folder.
struct SynthesisWriter {
  private let scene: HandObjectScene
  private let folder: URL
  private let renderer: TriangleRenderer

  init(scene: HandObjectScene, folder: URL) {
    self.scene = scene
    self.folder = folder
    renderer = TriangleRenderer(samplesPerSide: scene.configuration.samplesPerSide)
  }

  /// The folders that views are written into.
  private enum Subfolder: String, CaseIterable {
    case images, masks, depth
    case novel
    case novelMasks = "novel_masks"
  }

  /// Makes the folder and those inside it.
  func makeFolders() throws {
    for subfolder in Subfolder.allCases {
      try createFolder(folder.appending(path: subfolder.rawValue))
    }
  }

  /// Renders and writes a frame of the capture.
  func frame(_ index: Int) throws -> (frame: Frame, view: RenderedView) {
    let time = scene.time(ofFrame: index)
    let camera = scene.camera(at: time)
    let view = renderer.render(scene.surfaces(at: time), camera: camera)
    let frame = Frame(
      name: name(index), imageURL: url(.images, index), maskURL: url(.masks, index),
      depthURL: url(.depth, index), camera: camera, time: time)
    try ImageFile.write(view.image, to: frame.imageURL)
    try ImageFile.writeLabels(view.labels, to: url(.masks, index))
    try ImageFile.writeDepth(view.depth, to: url(.depth, index))
    return (frame, view)
  }

  /// Renders and writes a view for evaluation.
  func novelFrame(_ index: Int) throws -> Frame {
    let (camera, shown) = scene.novelView(index)
    let time = scene.time(ofFrame: shown)
    let view = renderer.render(scene.surfaces(at: time), camera: camera)
    let frame = Frame(
      name: name(index), imageURL: url(.novel, index), maskURL: url(.novelMasks, index), camera: camera,
      time: time)
    try ImageFile.write(view.image, to: frame.imageURL)
    try ImageFile.writeLabels(view.labels, to: url(.novelMasks, index))
    return frame
  }

  /// Writes the truth, and last the capture itself.
  func finish(frames: [Frame], novelFrames: [Frame], points: PointCloud) throws -> Capture {
    let configuration = scene.configuration
    let poses = frames.map { scene.handPose(at: $0.time) }
    var noise = HandNoise(configuration)
    let tracked = poses.map { noise.disturb($0) }
    try CaptureTruth(
      hands: [HandTrack(scene.hand, poses: poses)],
      object: CaptureTruth.Object(
        poses: frames.map { scene.objectPose(at: $0.time) }, vertices: scene.object.positions,
        faces: scene.object.faces)
    ).write(to: folder)
    let capture = Capture(
      name: folder.standardizedFileURL.lastPathComponent, frames: frames, novelFrames: novelFrames,
      hands: [HandTrack(scene.hand, poses: tracked)], points: points, keyFrame: scene.keyFrame)
    try CaptureFolder().write(capture, to: folder)
    return capture
  }

  private func name(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  private func url(_ subfolder: Subfolder, _ index: Int) -> URL {
    folder.appending(path: "\(subfolder.rawValue)/\(name(index)).png")
  }
}

extension HandTrack {
  /// A right hand in one pose a frame.
  fileprivate init(_ hand: ArticulatedHand, poses: [HandPose]) {
    let posed = poses.map(hand.posed)
    self.init(
      side: .right, vertices: posed.map(\.mesh.positions), joints: posed.map(\.joints),
      jointRotations: posed.map { $0.rotations.map { $0.elements.map { Float($0) } } },
      faces: hand.restMesh.faces)
  }
}
