import ArgumentParser
import Captures
import Files
import Methods
import Splatting

/// Which cameras a scene is shown through, and how large.
struct ViewPathOptions: ParsableArguments {
  /// Where to look from.
  enum Path: String, ExpressibleByArgument, CaseIterable {
    case capture, novel, orbit, spiral
  }

  @Option(help: "The camera: capture (as recorded), novel (the capture's other views), orbit or spiral.")
  var camera = Path.capture

  @Option(help: "Views along an orbit or spiral.")
  var count = 120

  @Option(help: "Columns; rows follow.")
  var width: Int?

  @Option(help: "Frames a second of a video or an animation.")
  var fps = 30.0

  mutating func validate() throws {
    guard count > 0 else { throw ValidationError("--count takes a number of 1 or more") }
    guard fps.isFinite, fps > 0 else { throw ValidationError("--fps takes a number above 0") }
    if let width, !(8...16384).contains(width) {
      throw ValidationError("--width takes a number from 8 to 16384")
    }
  }

  /// The views of the path.
  ///
  /// - Parameters:
  ///   - name: What errors call the scene.
  ///   - time: At which all are; by default recorded views are at their own times, and along other paths time runs.
  /// - Throws: `FileError` where the scene holds none to go by.
  func views(of scene: Scene, _ name: String, time: Double?) throws -> [TimedCamera] {
    let recorded = scene.views.filter { $0.role != .novel }
    guard !recorded.isEmpty else { throw FileError(name, "holds no recorded views to go by") }
    let views: [TimedCamera]
    switch camera {
    case .capture: views = recorded.map { TimedCamera(camera: $0.camera, time: time ?? $0.time) }
    case .novel:
      let novel = scene.views.filter { $0.role == .novel }
      guard !novel.isEmpty else { throw FileError(name, "its capture had no novel views") }
      views = novel.map { TimedCamera(camera: $0.camera, time: time ?? $0.time) }
    case .orbit, .spiral:
      let shape: CameraPath.Shape = camera == .orbit ? .orbit : .spiral
      let path = CameraPath(shape, timing: time.map(CameraPath.Timing.frozen) ?? .playing)
      // There is a path along one camera or more.
      views = path.cameras(along: recorded.map(\.camera), count: count) ?? []
    }
    return views.map(resized)
  }

  private func resized(_ view: TimedCamera) -> TimedCamera {
    guard let width else { return view }
    let height = Int((Double(width) * Double(view.camera.height) / Double(view.camera.width)).rounded())
    return TimedCamera(camera: view.camera.resized(width: width, height: max(1, height)), time: view.time)
  }
}
