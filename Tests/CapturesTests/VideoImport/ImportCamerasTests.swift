import Captures
import Files
import Foundation
import Images
import Splatting
import TestSupport
import Testing

/// Where an import's cameras come from.
@Suite struct ImportCamerasTests {
  private let folder: TemporaryFolder
  private var video: URL { folder.file("wall.mp4") }

  init() throws { folder = try TemporaryFolder() }

  private func importVideo(_ settings: VideoImportSettings, to name: String = "wall") async throws
    -> VideoImport
  {
    try await VideoImporter(settings).run(VideoReader(video), to: folder.file(name))
  }

  @Test func stillCameraTakesTheFocalLengthOfTheVideo() async throws {
    try await SmallVideo.write(to: video, frames: 3)
    let frames = FrameSelection(size: .longerSide(64))
    let pixels = try await importVideo(
      VideoImportSettings(frames: frames, cameras: .still, focalLength: .pixels(150), hands: .none), to: "a")
    #expect(abs(pixels.capture.frames[0].camera.focalLength.x - 75) < 1e-9)
    let angle = try await importVideo(
      VideoImportSettings(frames: frames, cameras: .still, focalLength: .fieldOfView(90), hands: .none),
      to: "b")
    #expect(abs(angle.capture.frames[2].camera.focalLength.y - 32) < 1e-9)
    let assumed = try await importVideo(
      VideoImportSettings(frames: frames, cameras: .still, hands: .none), to: "c")
    #expect(assumed.notes.contains { $0.contains("assumed") })
  }

  @Test func backgroundTellsThatTheCameraStandsStill() async throws {
    try await SmallVideo.write(to: video, frames: 14)
    let result = try await importVideo(VideoImportSettings(hands: .none))
    #expect(result.notes.contains { $0.contains("stands still") })
  }

  @Test func backgroundTellsThatTheCameraMoves() async throws {
    try await SmallVideo.write(to: video, frames: 5, speed: 3)
    // What COLMAP makes of a flat wall, and whether it is installed, is another matter.
    do {
      let result = try await importVideo(VideoImportSettings(hands: .none))
      #expect(result.notes.contains { $0.contains("background moves") }, "\(result.notes)")
    } catch let error as FileError {
      #expect(error.description.lowercased().contains("colmap"))
    }
  }

  /// A model of COLMAP that is there is taken: fields of view of 85, 60 and 32 degrees.
  @Test(arguments: [(70.0, true), (110, false), (220, true)])
  func solvedFocalLengthsThatHardlyAnyCameraHasAreToldOf(focalLength: Double, isToldOf: Bool) async throws {
    try await SmallVideo.write(to: video, frames: 3)
    let still = VideoImportSettings(cameras: .still, focalLength: .pixels(focalLength), hands: .none)
    let first = try await importVideo(still).capture.frames
    let cameras = first.enumerated().map { index, frame in
      var camera = frame.camera
      camera.worldToCamera.translation = [Double(index), 0, 0]
      return NamedCamera(name: "\(frame.name).png", camera: camera, time: frame.time)
    }
    try COLMAPWriter.write(cameras, points: PointCloud(), to: folder.file("wall/colmap"))
    let solved = try await importVideo(VideoImportSettings(cameras: .solved, hands: .none))
    #expect(solved.capture.frames.map(\.camera) == cameras.map(\.camera))
    let told = solved.notes.filter { $0.contains("--fov") }
    #expect(
      told.count == (isToldOf ? 1 : 0) && told.allSatisfy { $0.contains("of \(Int(focalLength)) pixels") })
    // One that the user gives is believed.
    let known = VideoImportSettings(cameras: .solved, focalLength: .pixels(focalLength), hands: .none)
    #expect(try await importVideo(known).notes.allSatisfy { !$0.contains("--fov") })
  }

  @Test func givenCamerasAreScaledToTheFrames() async throws {
    try await SmallVideo.write(to: video, frames: 3)
    let first = try await importVideo(
      VideoImportSettings(cameras: .still, focalLength: .pixels(150), hands: .none), to: "first")
    var moved = first.capture
    for index in moved.frames.indices {
      moved.frames[index].camera.worldToCamera.translation = [Double(index), 0, 0]
    }
    try CaptureFolder().write(moved, to: folder.file("given"))
    for given in ["given", "given/transforms.json"] {
      let name = "second-\(given.count)"
      let settings = VideoImportSettings(
        frames: FrameSelection(size: .longerSide(64)), cameras: .given(folder.file(given)), hands: .none)
      let cameras = try await importVideo(settings, to: name).capture.frames.map(\.camera)
      for (camera, expected) in zip(cameras, moved.frames.map { $0.camera.resized(width: 64, height: 48) }) {
        #expect(difference(camera, expected) < 1e-9)
      }
    }
  }

  @Test func camerasThatDoNotMatchAreRefused() async throws {
    try await SmallVideo.write(to: video, frames: 5)
    var capture = try await importVideo(VideoImportSettings(cameras: .still, hands: .none), to: "first")
      .capture
    capture.frames = capture.frames.prefix(3).map { frame in
      var frame = frame
      frame.name = "other-\(frame.name)"
      return frame
    }
    let given = folder.file("given")
    try CaptureFolder().write(capture, to: given)
    let error = await #expect(throws: FileError.self) {
      try await importVideo(VideoImportSettings(cameras: .given(given), hands: .none))
    }
    #expect(error?.problem.contains("3 cameras") == true && error?.problem.contains("5 frames") == true)
    await #expect(throws: FileError.self) {
      try await importVideo(
        VideoImportSettings(cameras: .given(folder.file("nowhere")), hands: .none), to: "x")
    }
  }
}
