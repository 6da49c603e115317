import Captures
import Files
import Foundation
import Images
import Methods
import Splatting

/// Renders what a report shows of a scene.
public struct ReportPictures: Sendable {
  private let scene: Scene
  private let renderer: SceneRenderer
  /// The recorded views, by time.
  private let views: [SceneView]

  /// So many frames are shown.
  private static let frameCount = 6
  /// So many views a video has at most, and so many a second.
  private static let (videoLength, videoRate) = (150, 15.0)
  /// The longer side of a video, pixels.
  private static let videoSide = 480
  /// The encoder's constant rate factor: small files.
  private static let videoQuality = 27

  /// Prepares to render `scene` with `compute`.
  public init(_ scene: Scene, compute: ComputeResources) {
    self.scene = scene
    renderer = SceneRenderer(compute)
    views = scene.views.filter { $0.role != .novel }.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// The frames of `capture` that `table` measured best and worst, and some others: recorded, rendered, and the error.
  ///
  /// - Parameters:
  ///   - table: measured of frames of `capture`, or of its novel ones.
  ///   - capture: scaled as the scene is.
  /// - Throws: `MetricsError` where the capture has no such frame, `FileError` where one cannot be loaded.
  public func frames(_ table: MetricsTable, of capture: Capture) throws -> [SceneReport.Frame] {
    let known = Dictionary(capture.frames.map { ($0.name, $0) }) { first, _ in first }
    let chosen = try FrameChoice(table, count: Self.frameCount).chosen.map { place, reason in
      let measured = table.frames[place]
      guard let frame = known[measured.name] else {
        throw MetricsError(
          "the figures are of a frame '\(measured.name)', which \(capture.name) does not have")
      }
      return (frame: frame, title: Self.title(measured, reason))
    }
    var result: [SceneReport.Frame] = []
    let evaluator = SceneEvaluator(renderer: renderer, perceptual: nil)
    _ = try evaluator.evaluate(scene, frames: chosen.map(\.frame), title: "") { loaded, view in
      let error = ComparisonStrip.error(truth: loaded.image, rendered: view.image)
      result.append(
        SceneReport.Frame(
          title: chosen[result.count].title,
          pictures: [
            .init(try EmbeddedPicture(loaded.image), caption: "recorded"),
            .init(try EmbeddedPicture(view.image), caption: "ours"),
            .init(
              try EmbeddedPicture(error),
              caption:
                "error: the brightest colour is a difference of \(ComparisonStrip.brightestError) or more"),
          ]))
    }
    return result
  }

  private static func title(_ frame: MetricsTable.Frame, _ reason: String?) -> String {
    let regions: [(Region, String)] = [(.full, ""), (.handObject, " on hands and objects")]
    let figures = regions.compactMap { region, place in
      frame.regions[region].map { String(format: "%.2f dB", $0.psnr) + place }
    }
    return "\(frame.name)\(reason.map { ", \($0)" } ?? ""): \(figures.joined(separator: ", "))"
  }

  /// Some of the scene's views, where nothing is at hand to compare them with.
  /// - Throws: `RasterizerError` if the scene holds values that are not finite.
  public func views(count: Int = 3) throws -> [SceneReport.Frame] {
    let shown = min(count, views.count)
    guard shown > 0 else { return [] }
    let pictures = try (0..<shown).map { number in
      let view = views[number * (views.count - 1) / max(1, shown - 1)]
      return SceneReport.Picture(
        try picture(view), caption: "\(view.name), time \(String(format: "%.2f", view.time))")
    }
    return [SceneReport.Frame(title: "Rendered", pictures: pictures)]
  }

  /// Each layer by itself, as the view in the middle of the time sees it; none of a scene with one layer.
  /// - Throws: `RasterizerError` if the scene holds values that are not finite.
  public func layers() throws -> [SceneReport.Picture] {
    guard scene.layers.count > 1, !views.isEmpty else { return [] }
    let view = views[views.count / 2]
    return try scene.layers.sorted { $0.name < $1.name }.map { layer in
      SceneReport.Picture(
        try picture(view, layers: [layer.name]), caption: "\(layer.name), frame \(view.name)")
    }
  }

  /// The recorded views as a video, and how long rendering took.
  ///
  /// - Throws: `FileError` where ffmpeg is missing or fails, `RasterizerError`.
  public nonisolated(nonsending) func video(
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> (video: SceneReport.Video, secondsPerView: Double)? {
    guard views.count > 1 else { return nil }
    let count = min(views.count, Self.videoLength)
    let shown = (0..<count).map { Self.shrunk(views[$0 * (views.count - 1) / (count - 1)]) }
    let size = ImageSize(width: shown[0].camera.width, height: shown[0].camera.height)
    guard shown.allSatisfy({ ($0.camera.width, $0.camera.height) == (size.width, size.height) }) else {
      return nil
    }
    // The encoder writes to a file.
    let file = FileManager.default.temporaryDirectory.appending(path: "handful-\(UUID().uuidString).mp4")
    defer { try? FileManager.default.removeItem(at: file) }
    var seconds = 0.0
    try await VideoWriter.write(to: file, size: size, frameRate: Self.videoRate, quality: Self.videoQuality) {
      writer in
      for (index, view) in shown.enumerated() {
        let start = ContinuousClock.now
        let image = try renderer.render(scene, camera: view.camera, time: view.time).image
        seconds += (ContinuousClock.now - start) / .seconds(1)
        try await writer.append(image)
        progress(index + 1, count)
      }
    }
    let video = SceneReport.Video(
      mp4: try InputFile.read(file), poster: try picture(shown[count / 2]),
      caption: "The scene along its recorded cameras, \(count) views, \(Int(Self.videoRate)) a second.")
    return (video, seconds / Double(count))
  }

  private func picture(_ view: SceneView, layers: Set<String>? = nil) throws -> EmbeddedPicture {
    try EmbeddedPicture(renderer.render(scene, camera: view.camera, time: view.time, layers: layers).image)
  }

  /// `view` at the size of the video.
  private static func shrunk(_ view: SceneView) -> SceneView {
    let longest = max(view.camera.width, view.camera.height)
    guard longest > videoSide else { return view }
    var view = view
    view.camera = view.camera.resized(
      width: max(1, view.camera.width * videoSide / longest),
      height: max(1, view.camera.height * videoSide / longest))
    return view
  }
}
