import Files
import Foundation
import Hands
import Splatting

/// Gives a capture the hands that another program has tracked in its images.
public struct TrackedHandsImporter: Sendable {
  private let format: TrackedHandsFormat
  private let models: TrackedHandModels

  /// Imports files of one format, posed with these models.
  public init(format: TrackedHandsFormat, models: TrackedHandModels) {
    self.format = format
    self.models = models
  }

  /// What was imported.
  public struct Result: Sendable {
    /// The hands in the world of the capture.
    public var tracks: [HandTrack]
    /// What the user should know, a line each.
    public var warnings: [String]
  }

  /// Reads the hands at `place` and writes them into `hands.npz` of the capture folder `folder`; a side that is not in
  /// them stays as it was.
  ///
  /// - Throws: ``FileError`` about the first file that is missing, not understood, or cannot be written.
  public func write(_ place: URL, to folder: URL) throws -> Result {
    let reader = CaptureFolder()
    guard reader.recognizes(folder) else {
      throw FileError(folder, "is no capture folder", remedy: "make one with handful import first")
    }
    var capture = try reader.read(folder)
    let result = try tracks(place, for: capture)
    let sides = Set(result.tracks.map(\.side))
    capture.hands = result.tracks + capture.hands.filter { !sides.contains($0.side) }
    capture.hands.sort { first, _ in first.side == .right }
    try reader.write(capture, to: folder)
    return result
  }

  /// The hands at `place` in the world of `capture`.
  ///
  /// - Throws: ``FileError`` where files are missing, not understood, or of other images than the capture's.
  public func tracks(_ place: URL, for capture: Capture) throws -> Result {
    var warnings: [String] = []
    if !models.areMANO {
      warnings.append("posed with the free hand: pose and wrist are the tracker's, shape and size are not")
    }
    if format != .mano, capture.frames.contains(where: { $0.lens != nil }) {
      warnings.append(
        "the capture's lens is not undone in what the tracker saw: hands may lie beside their image")
    }
    let tracks =
      switch format {
      case .hamer, .wilor: try networkTracks(place, capture, &warnings)
      case .hawor: try haworTracks(place, capture)
      case .mano: try parameterTracks(place, capture)
      }
    guard tracks.contains(where: { $0.joints.contains { $0[0].x.isFinite } }) else {
      throw FileError(place, "holds no hand in any of the capture's frames")
    }
    return Result(tracks: tracks, warnings: warnings)
  }

  // MARK: - HaMeR, WiLoR

  private func networkTracks(
    _ place: URL, _ capture: Capture, _ warnings: inout [String]
  ) throws -> [HandTrack] {
    let matching = FrameMatching(capture)
    var seen = Array(repeating: [SeenHand](), count: capture.frames.count)
    var strangers = 0
    for (name, hands) in try networkHands(place, capture) {
      if let frame = matching.index(of: name) { seen[frame] += hands } else { strangers += 1 }
    }
    guard seen.contains(where: { !$0.isEmpty }) else {
      throw FileError(
        place, "has no results for the images of the capture",
        remedy: "its frames are called \(capture.frames.prefix(2).map(\.name).joined(separator: ", "))...")
    }
    if strangers > 0 { warnings.append("\(strangers) images are not in the capture") }
    let placement = HandPlacement(models: models, frames: capture.frames)
    return try HandTrack.Side.allCases.compactMap { try placement.track($0, seen, &warnings) }
  }

  private func networkHands(_ place: URL, _ capture: Capture) throws -> [String: [SeenHand]] {
    let matching = FrameMatching(capture)
    func camera(_ name: String) -> TrackerCamera? {
      matching.index(of: name).map { TrackerCamera(assumedFor: capture.frames[$0].fileCamera) }
    }
    let isMeshes = (try? SequenceFolders.contents(of: place))?.contains { $0.hasSuffix(".obj") } ?? false
    if isMeshes { return try HaMeRMeshes(folder: place, models: models).hands(camera: camera) }
    let values = try NetworkHandFiles(place: place).values(frameNames: capture.frames.map(\.name))
    var hands: [String: [SeenHand]] = [:]
    for (name, parts) in values {
      let assumed = camera(name) ?? TrackerCamera(assumedFor: capture.frames[0].fileCamera)
      hands[name] = try parts.flatMap {
        try NetworkHands(name: "\(place.relativePath)/\(name)", camera: assumed).hands($0)
      }
    }
    return hands
  }

  // MARK: - HaWoR, parameters

  private func haworTracks(_ place: URL, _ capture: Capture) throws -> [HandTrack] {
    let results = try HaWoRResults(folder: place)
    try require(results.worldToCamera.count, capture, place)
    let placement = HandPlacement(models: models, frames: capture.frames)
    return try HandTrack.Side.allCases.compactMap { side in
      guard let poses = results.poses[side], poses.contains(where: { $0 != nil }) else { return nil }
      try require(poses.count, capture, place)
      return placement.placed(
        try models.track(side, poses), from: results.worldToCamera,
        cameras: Array(repeating: results.camera, count: poses.count))
    }
  }

  private func parameterTracks(_ place: URL, _ capture: Capture) throws -> [HandTrack] {
    let file = try MANOParameterFile(place) { models.areMANO ? models.models[$0].poseMean.floats() : nil }
    return try HandTrack.Side.allCases.compactMap { side in
      guard let poses = file.poses[side] else { return nil }
      try require(poses.count, capture, place)
      let track = try models.track(side, poses)
      guard file.isInCamera else { return track }
      return track.moved(
        by: capture.frames.map(\.camera.worldToCamera.inverse), restWrist: models.restWrist(of: track))
    }
  }

  private func require(_ count: Int, _ capture: Capture, _ place: URL) throws {
    guard count == capture.frames.count else {
      throw FileError(place, "has \(count) frames, the capture \(capture.frames.count)")
    }
  }
}
