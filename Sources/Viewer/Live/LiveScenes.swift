import Files
import Foundation
import Methods

/// The newest states of a scene that grows.
actor LiveScenes {
  private let live: LiveReconstruction
  private let folder: TrainingFolder
  private var record: TrainingFolder.Mark?
  private var logMarks: [TrainingFolder.Mark] = []
  private var curves: [TrainingCurve] = []
  private var iteration = 0
  private var problem: String?
  private var revision = 0
  private var sceneIteration: Int?
  /// By revision: the newest state and the one before it, which a page may still be fetching.
  private var contents: [Int: SceneContent] = [:]

  init(_ live: LiveReconstruction) {
    self.live = live
    folder = TrainingFolder(url: live.folder)
  }

  /// What the page is told first: that states will come.
  nonisolated var description: SceneDescription { SceneDescription(waitingFor: live.name) }

  /// The state of a revision, unless it is too old.
  func content(_ revision: Int) -> SceneContent? { contents[revision] }

  /// Where the reconstruction stands, after a look at the folder.
  func status() -> LiveStatus {
    // Before the files: what ends in between is seen the next time.
    let state = folder.state
    problem = nil
    readLog()
    readScene()
    return LiveStatus(
      state: state, revision: revision, sceneIteration: sceneIteration, iteration: iteration,
      total: folder.total, problem: problem, curves: curves)
  }

  private func readLog() {
    let marks = folder.logMarks
    guard marks != logMarks, !marks.isEmpty else { return }
    do {
      let log = try EventLog(folder: folder.events)
      curves = TrainingCurve.all(of: log)
      iteration = log.series.values.compactMap { $0.last?.step }.max() ?? 0
      logMarks = marks
    } catch {
      problem = "\(error)"
    }
  }

  private func readScene() {
    guard let newest = folder.newestRecord, newest != record else { return }
    do {
      let scene = try SceneFolder.read(newest.url.deletingLastPathComponent())
      let content = try SceneContent(
        ViewedScene(name: live.name, scene: scene, capture: live.capture), isLive: true)
      revision += 1
      contents = contents.filter { $0.key == revision - 1 }
      contents[revision] = content
      (record, sceneIteration) = (newest, scene.origin.iterations)
    } catch {
      // It may have been replaced meanwhile: the next look finds the newer one.
      problem = "\(error)"
    }
  }
}
