import Files
import Foundation
import Hands
import Images
import Splatting

/// Gives the frames of an import their cameras, and fits the hands with them.
struct ImportCameras {
  let settings: VideoImportSettings
  /// Fitted to hands; the free ones where there are none.
  let models: HandModels?
  let record: ImportRecord
  /// The size of the video's own frames.
  let videoSize: ImageSize
  /// The capture's folder.
  let folder: URL

  /// Cameras and hands of the frames that have a camera.
  struct Solution {
    /// Which of the import's frames.
    var indices: [Int]
    /// Their cameras with lenses.
    var views: [(camera: Camera, lens: Lens?)]
    /// The hands in the cameras' world.
    var hands: [HandTrack]
    /// The landmarks, pixels of the image files.
    var landmarks: [[TrackedHand]]
    /// Scene points; none for a still camera.
    var points: PointCloud
    /// Whether all cameras are one.
    var isStill: Bool

    /// The frames of a capture, with even times over the whole import.
    func frames(_ files: [URL]) -> [Frame] {
      zip(indices, views).map { index, view in
        Frame(
          name: files[index].deletingPathExtension().lastPathComponent, imageURL: files[index],
          camera: view.camera,
          lens: view.lens, time: evenTime(index, of: files.count))
      }
    }
  }

  /// Finds the cameras by what the settings say.
  ///
  /// - Parameter notes: Gets what the user should know.
  /// - Throws: ``Files/FileError``, `HandsError`.
  nonisolated(nonsending) func solve(
    frames: [URL], landmarks: [[TrackedHand]], notes: inout [String], progress: (VideoImportProgress) -> Void
  ) async throws -> Solution {
    let isMoving: Bool
    switch settings.cameras {
    case .given(let url):
      let cameras = try GivenCameras(source: url).cameras(frames: frames, size: record.size)
      return try placed(cameras, landmarks: landmarks, notes: &notes, progress)
    case .still: isMoving = false
    case .solved: isMoving = true
    case .automatic:
      isMoving = try BackgroundMotion.isMoving(frames: frames, landmarks: landmarks)
      notes.append(
        isMoving
          ? "the background moves: cameras are solved with COLMAP (--cameras static if the camera stands still)"
          : "the background stands still: one static camera (--cameras colmap if the camera moves)")
    }
    guard isMoving else { return try still(landmarks, notes: &notes, progress) }
    let solver = COLMAPSolver(
      frames: frames, folder: folder.appending(path: "colmap"), focalLength: knownFocalLength)
    let solved = try await solver.solve(landmarks: landmarks, size: record.size) { step, done, total in
      progress(VideoImportProgress(step: "COLMAP, \(step)", done: done, total: total))
    }
    if knownFocalLength == nil, let camera = solved.views.compactMap({ $0?.camera }).first,
      let warning = FieldOfViewCheck.warning(camera)
    {
      notes.append(warning)
    }
    let metric = try metric(solved, landmarks: landmarks, notes: &notes, progress)
    return try placed(metric, landmarks: landmarks, notes: &notes, progress)
  }

  private var knownFocalLength: Double? {
    settings.focalLength?.pixels(size: record.size, videoSize: videoSize)
  }

  private func still(
    _ landmarks: [[TrackedHand]], notes: inout [String], _ progress: (VideoImportProgress) -> Void
  ) throws -> Solution {
    let count = landmarks.count
    let assumed = HandFitSettings().assumedFocalLength * Double(max(record.width, record.height))
    let camera = Camera.still(focalLength: knownFocalLength ?? assumed, size: record.size)
    var (cameras, hands) = (Array(repeating: camera, count: count), [HandTrack]())
    if landmarks.contains(where: { !$0.isEmpty }) {
      let fits = try fit(
        landmarks, knownFocalLength == nil ? .unknown(size: record.size) : .known(cameras), progress)
      cameras = fits.cameras
      hands = ReliableHands.tracks(fits, landmarks: landmarks, notes: &notes)
    }
    if knownFocalLength == nil {
      let length = String(format: "%.0f", cameras[0].focalLength.x)
      notes.append(
        "focal length \(length) pixels, \(hands.isEmpty ? "assumed" : "estimated from the hands") (--focal, --fov if known)"
      )
    }
    return Solution(
      indices: Array(0..<count), views: cameras.map { ($0, nil) }, hands: hands, landmarks: landmarks,
      points: PointCloud(), isStill: true)
  }

  /// The cameras in metres, by the hands' size.
  private func metric(
    _ cameras: SolvedCameras, landmarks: [[TrackedHand]], notes: inout [String],
    _ progress: (VideoImportProgress) -> Void
  ) throws -> SolvedCameras {
    let seen = cameras.placed.map { straightened(landmarks[$0], view: cameras.views[$0]) }
    guard seen.contains(where: { !$0.isEmpty }) else {
      notes.append("there is no hand to tell the scale by: lengths are in COLMAP's unit, not metres")
      return cameras
    }
    let own = cameras.placed.compactMap { cameras.views[$0]?.camera }.map { camera in
      var camera = camera
      camera.worldToCamera = .identity
      return camera
    }
    let hands = try fit(seen, .known(own), progress).hands.map(\.track)
    guard let scale = MetricScale(cameras: cameras).scale(hands: hands, landmarks: seen) else {
      notes.append("no scene points lie around the hands: lengths are in COLMAP's unit, not metres")
      return cameras
    }
    return cameras.scaled(by: scale)
  }

  private func placed(
    _ cameras: SolvedCameras, landmarks: [[TrackedHand]], notes: inout [String],
    _ progress: (VideoImportProgress) -> Void
  ) throws -> Solution {
    let indices = cameras.placed
    let views = indices.compactMap { cameras.views[$0] }
    if indices.count < cameras.views.count {
      let lost = cameras.views.count - indices.count
      notes.append("\(lost) of \(cameras.views.count) frames have no camera and are left out")
    }
    let found = indices.map { landmarks[$0] }
    let straight = zip(found, views).map { straightened($0, view: $1) }
    let isSeen = straight.contains { !$0.isEmpty }
    let hands =
      isSeen
      ? ReliableHands.tracks(
        try fit(straight, .known(views.map(\.camera)), progress), landmarks: straight, notes: &notes) : []
    let isStill = views.allSatisfy { $0.camera == views[0].camera }
    return Solution(
      indices: indices, views: views, hands: hands, landmarks: found, points: cameras.points, isStill: isStill
    )
  }

  private func fit(
    _ landmarks: [[TrackedHand]], _ cameras: HandCameras, _ progress: (VideoImportProgress) -> Void
  ) throws -> HandFits {
    let fitter = HandFitter(models: try models ?? HandModels.free())
    return try fitter.fit(landmarks, cameras: cameras, frameRate: record.frameRate) {
      progress(VideoImportProgress(step: "fitting hands", done: Int($0 * 100), total: 100))
    }
  }

  /// Landmarks where a pinhole would see them.
  private func straightened(_ hands: [TrackedHand], view: (camera: Camera, lens: Lens?)?) -> [TrackedHand] {
    guard let view, let lens = view.lens, !lens.isPinhole else { return hands }
    return hands.map { hand in
      var hand = hand
      hand.landmarks = hand.landmarks.map { point in
        let place = lens.undistorted(pixel: [Double(point.x), Double(point.y)], camera: view.camera)
        return [Float(place.x), Float(place.y), point.z]
      }
      return hand
    }
  }
}
