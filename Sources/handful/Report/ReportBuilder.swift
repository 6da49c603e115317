import Captures
import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting
import Tensors

/// Puts the report of a scene together, part by part.
struct ReportBuilder {
  /// What there is so far.
  private(set) var report: SceneReport
  private let scene: Scene
  private let folder: URL
  private let pictures: ReportPictures
  private let compute: ComputeResources

  /// Starts the report of `scene`, which was read from `url`.
  init(_ scene: Scene, at url: URL, compute: ComputeResources) {
    self.scene = scene
    self.compute = compute
    folder = url
    pictures = ReportPictures(scene, compute: compute)
    report = SceneReport(title: url.standardizedFileURL.lastPathComponent, facts: Self.facts(scene))
    report.versions = Self.versions(compute)
  }

  private static func facts(_ scene: Scene) -> [SceneReport.Fact] {
    let origin = scene.origin
    var facts: [SceneReport.Fact] = [
      .init("method", origin.method), .init("made from", origin.capture),
      .init("frames divided by", origin.split),
      .init("steps", "\(origin.iterations)"), .init("seed", "\(origin.seed)"),
      .init("size of images", origin.downscale == 1 ? "as recorded" : "1/\(origin.downscale)"),
    ]
    facts += scene.layers.sorted { $0.name < $1.name }.map { layer in
      SceneReport.Fact("layer \(layer.name)", "\(layer.gaussians(at: 0).count) Gaussians")
    }
    return facts
  }

  private static func versions(_ compute: ComputeResources) -> [SceneReport.Fact] {
    let info = ProcessInfo.processInfo
    return [
      .init("Handful", Handful.version), .init("LibTorch", LibTorch.version),
      .init("system", info.operatingSystemVersionString),
      .init("processors", "\(info.activeProcessorCount), \(compute.threads) threads used"),
      .init("device", "\(compute.device)"),
      .init("report made", Date().formatted(.iso8601)),
    ]
  }

  /// Adds what the capture tells: figures, unless they are given as `metrics`, pictures beside the recorded ones, warnings.
  mutating func add(capture url: URL, split: CaptureSplit?, lpips: URL?, metrics: EvaluationReport?) throws {
    let measurement = try SceneMeasurement(scene, capture: url, split: split, lpips: lpips, compute: compute)
    let evaluation = try metrics ?? measurement.report()
    report.evaluation = evaluation
    if let table = evaluation.images.first {
      report.frames = try pictures.frames(table, of: measurement.capture)
    }
    let capture = try CaptureReader().parse(url)
    let findings = CaptureValidator(capture, source: url).validate()
    let summary = CaptureSummary(capture, findings: findings)
    report.capture = summary.facts.map { SceneReport.Fact($0.name, $0.value) }
    report.warnings = SceneReport.Warning.all(findings, of: capture)
  }

  /// Adds views of the scene where the capture is not at hand, and the figures that are known.
  mutating func addViews(metrics: EvaluationReport?) throws {
    report.frames = try pictures.views()
    report.evaluation = try metrics ?? ComparisonRunResult.read(in: folder)?.evaluation
    let lacking =
      report.evaluation == nil ? "recorded images, figures and warnings" : "recorded images and warnings"
    report.remarks.append("Without --capture there are no \(lacking).")
  }

  /// Adds each layer by itself.
  mutating func addLayers() throws { report.layers = try pictures.layers() }

  /// Adds what the scene's folder tells of how it was made.
  mutating func addTraining() throws {
    let settings = folder.appending(path: SceneFolder.settingsName)
    if FileManager.default.fileExists(atPath: settings.path) {
      report.settings = try SettingsList.read(settings)
    } else {
      report.remarks.append(
        "The settings are not known: there is no \(SceneFolder.settingsName) with the scene.")
    }
    let events = folder.appending(path: SceneFolder.eventsName)
    if FileManager.default.fileExists(atPath: events.path) {
      let log = try EventLog(folder: events)
      report.log = log
      report.training = Self.facts(log)
    } else {
      report.remarks.append(
        "How the training went is not known: there is no \(SceneFolder.eventsName)/ with the scene.")
    }
  }

  private static func facts(_ log: EventLog) -> [SceneReport.Fact] {
    let (runs, seconds) = (log.seconds.count, log.seconds.reduce(0, +))
    let steps = log.series.values.compactMap { $0.last?.step }.max() ?? 0
    var facts = [SceneReport.Fact("steps", "\(steps)")]
    let parts = runs > 1 ? ", in \(runs) runs, with what was computed again after a break" : ""
    facts.append(.init("time", Output.duration(seconds) + parts))
    if runs == 1, seconds > 0 {
      facts.append(.init("steps a second", String(format: "%.1f", Double(steps) / seconds)))
    }
    if let peak = log.series["memory/peak MB"]?.map(\.value).max() {
      facts.append(.init("most memory held", String(format: "%.0f MB", peak)))
    }
    return facts
  }

  /// Adds the video; where there is no ffmpeg, why there is none.
  nonisolated(nonsending) mutating func addVideo(progress: (_ done: Int, _ total: Int) -> Void) async throws {
    do {
      guard let (video, seconds) = try await pictures.video(progress: progress) else { return }
      report.video = video
      let rate = String(format: "%.0f", seconds * 1000)
      report.facts.append(
        .init("rendering, while this page was made", "\(rate) ms a view of \(video.size)"))
    } catch let error as FileError {
      report.remarks.append("There is no video: \(error).")
    }
  }
}
