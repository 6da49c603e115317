import Files
import Foundation
import Hands
import Images
import Splatting

/// Makes a capture of a video: frames, hands, cameras, masks, scene points and the key frame, in this order.
///
/// A folder whose import was cut short is gone on with: frames, landmarks, COLMAP's model and masks that are there are
/// kept, so that masks edited by hand stay.
public struct VideoImporter: Sendable {
  private let settings: VideoImportSettings
  private let models: HandModels?

  /// An importer; `models` are fitted to hands, the free ones without.
  public init(_ settings: VideoImportSettings, models: HandModels? = nil) {
    self.settings = settings
    self.models = models
  }

  /// Imports `video` as the capture folder `folder`.
  ///
  /// - Parameter progress: Is told each step and how far it is.
  /// - Throws: ``Files/FileError``, or `HandsError`, where something is missing or does not fit: a line that says what
  ///   to do.
  public nonisolated(nonsending) func run(
    _ video: VideoReader, to folder: URL, progress: @escaping (VideoImportProgress) -> Void = { _ in }
  ) async throws -> VideoImport {
    func tell(_ step: String) -> (Int, Int) -> Void {
      { progress(VideoImportProgress(step: step, done: $0, total: $1)) }
    }
    let record = try ImportRecord(settings.frames, of: video)
    let extractor = FrameExtractor(video: video, record: record, folder: folder)
    let names = extractor.files.map { $0.deletingPathExtension().lastPathComponent }
    // Masks that do not fit are told of before the work.
    let masks = try settings.masks.map { try MaskFolder($0, names: names, record: record) }
    try record.claim(folder)
    try await extractor.extract(progress: tell("writing frames"))
    let landmarks = try landmarks(video, extractor.files, folder, tell("tracking hands"))
    var notes: [String] = []
    let solution = try await ImportCameras(
      settings: settings, models: models, record: record, videoSize: video.size, folder: folder
    ).solve(frames: extractor.files, landmarks: landmarks, notes: &notes, progress: progress)
    var frames = solution.frames(extractor.files)
    let labels = FrameMasks(
      frames: frames, hands: solution.hands, landmarks: solution.landmarks, points: solution.points,
      isStill: solution.isStill, folder: folder.appending(path: "masks"))
    if let masks {
      try labels.write(tell("copying masks")) { try masks.labels(frame: solution.indices[$0]) }
    } else if !solution.hands.isEmpty {
      try labels.make(tell("making masks"))
    }
    if masks != nil || !solution.hands.isEmpty { frames = labels.framesWithMasks }
    let capture = try capture(frames, solution, folder, tell("placing scene points"))
    return VideoImport(capture: capture, landmarks: solution.landmarks, notes: notes)
  }

  private func landmarks(
    _ video: VideoReader, _ frames: [URL], _ folder: URL, _ progress: (Int, Int) -> Void
  ) throws -> [[TrackedHand]] {
    guard settings.hands != .none else { return Array(repeating: [], count: frames.count) }
    let finder = LandmarkFinder(frames: frames, cache: folder.appending(path: "landmarks.json"))
    let found = try finder.landmarks(progress: progress)
    guard settings.hands == .optional || found.contains(where: { !$0.isEmpty }) else {
      throw FileError(
        video.url, "shows no hand that the tracker finds in \(found.count) frames",
        remedy: "hands should be sharp and larger than a tenth of the picture; --no-hands imports without")
    }
    return found
  }

  /// Writes the capture.
  private func capture(
    _ frames: [Frame], _ solution: ImportCameras.Solution, _ folder: URL, _ progress: (Int, Int) -> Void
  ) throws -> Capture {
    var keyFrames = KeyFrameFinder()
    for (index, frame) in frames.enumerated() {
      if let url = frame.maskURL { keyFrames.add(try ImageFile.readLabels(url)) }
      progress(index + 1, frames.count)
    }
    let points =
      solution.points.positions.isEmpty && solution.isStill
      ? try ScenePoints(frames: frames, hands: solution.hands).cloud() : solution.points
    let capture = Capture(
      name: folder.lastPathComponent, frames: frames, hands: solution.hands, points: points,
      keyFrame: keyFrames.keyFrame)
    try CaptureValidator(capture, source: folder).requireUsable()
    try CaptureFolder().write(capture, to: folder)
    return capture
  }
}
