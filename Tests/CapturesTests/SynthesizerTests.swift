import Captures
import Files
import Foundation
import Images
import Splatting
import Testing

private func tinyConfiguration() -> SynthesisConfiguration {
  var configuration = SynthesisConfiguration()
  configuration.frames = 6
  configuration.width = 64
  configuration.height = 48
  configuration.novelViews = 2
  configuration.points = 301
  return configuration
}

/// Calls `body` with a fresh folder, which is removed after.
private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "synthesis-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

private func contents(of folder: URL) throws -> [String: Data] {
  var result: [String: Data] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
    let url = folder.appending(path: path)
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    if !isFolder.boolValue { result[path] = try Data(contentsOf: url) }
  }
  return result
}

@Suite struct SynthesizerTests {
  @Test func theFolderHoldsAllThatTheCaptureSays() throws {
    try withFolder { root in
      let folder = root.appending(path: "sample")
      let configuration = tinyConfiguration()
      var calls: [Int] = []
      let written = try Synthesizer.write(configuration, to: folder) { done, total in
        #expect(total == 8)
        calls.append(done)
      }
      #expect(calls == Array(1...8))
      let read = try CaptureFolder().parse(folder)
      #expect(read.frames.count == 6 && read.novelFrames.count == 2)
      #expect(read.keyFrame == written.keyFrame && read.keyFrame == 2)
      #expect(read.frames.first?.time == 0 && read.frames.last?.time == 1)
      #expect(read.hands == written.hands)
      #expect(read.points.positions.count == 301)
      let scene = HandObjectScene(configuration)
      for (index, frame) in read.frames.enumerated() {
        let expected = scene.camera(at: scene.time(ofFrame: index))
        #expect(length(frame.camera.position - expected.position) < 1e-9)
        #expect(length(frame.camera.forward - expected.forward) < 1e-9)
        let image = try ImageFile.read(frame.imageURL)
        #expect(image.width == 64 && image.height == 48)
        let labels = try ImageFile.readLabels(try #require(frame.maskURL))
        #expect(Set(labels.values) == [0, 1, 3])
      }
    }
  }

  @Test func depthFilesHoldMillimetres() throws {
    try withFolder { folder in
      let configuration = tinyConfiguration()
      let capture = try Synthesizer.write(configuration, to: folder)
      let scene = HandObjectScene(configuration)
      let view = TriangleRenderer(samplesPerSide: 1).render(
        scene.surfaces(at: 1), camera: scene.camera(at: 1))
      let depth = try ImageFile.readDepth(try #require(capture.frames.last?.depthURL))
      for (a, b) in zip(depth.values, view.depth.values) { #expect(abs(a - b) < 0.00051) }
    }
  }

  @Test func theTruthIsExactAndTheTrackedHandIsNot() throws {
    try withFolder { folder in
      let configuration = tinyConfiguration()
      let capture = try Synthesizer.write(configuration, to: folder)
      let truth = try #require(try CaptureTruth.read(folder))
      let scene = HandObjectScene(configuration)
      let (exact, tracked) = (truth.hands[0], capture.hands[0])
      var error = 0.0
      for frame in 0..<configuration.frames {
        let time = scene.time(ofFrame: frame)
        let posed = scene.hand.posed(scene.handPose(at: time))
        #expect(exact.joints[frame] == posed.joints && exact.vertices[frame] == posed.mesh.positions)
        #expect(truth.object?.poses[frame] == scene.objectPose(at: time))
        for (a, b) in zip(exact.joints[frame], tracked.joints[frame]) {
          error += length(SIMD3<Double>(a) - SIMD3<Double>(b)) / 21 / Double(configuration.frames)
        }
      }
      #expect(error > 0.001 && error < 0.02)
      #expect(tracked.faces == exact.faces && truth.object?.vertices == scene.object.positions)

      var quiet = configuration
      quiet.handTranslationNoise = 0
      quiet.handRotationNoise = 0
      let noiseless = try Synthesizer.write(quiet, to: folder).hands[0]
      for (a, b) in zip(exact.vertices.joined(), noiseless.vertices.joined()) {
        #expect(length(SIMD3<Double>(a) - SIMD3<Double>(b)) < 1e-6)
      }
    }
  }

  @Test func pointsLieOnWhatDoesNotMove() throws {
    try withFolder { folder in
      var configuration = tinyConfiguration()
      configuration.pointNoise = 0
      let points = try Synthesizer.write(configuration, to: folder).points
      let onTable = points.positions.filter { abs($0.z) < 1e-4 }.count
      #expect(onTable > points.positions.count / 2)
      #expect(points.positions.allSatisfy { $0.z > -0.86 && $0.z < 2.36 }, "inside the room")
      #expect(points.colors.allSatisfy { $0.min() >= 0 && $0.max() <= 1 })
    }
  }

  @Test func theSameSettingsGiveTheSameBytes() throws {
    try withFolder { root in
      let configuration = tinyConfiguration()
      let folders = ["a", "b", "c"].map { root.appending(path: $0) }
      try Synthesizer.write(configuration, to: folders[0])
      try Synthesizer.write(configuration, to: folders[1])
      var other = configuration
      other.seed = 2
      try Synthesizer.write(other, to: folders[2])
      let files = try folders.map(contents)
      #expect(files[0].count == 3 * 6 + 2 * 2 + 6)
      #expect(files[0] == files[1])
      #expect(files[0].keys == files[2].keys)
      for path in ["images/00003.png", "hands.npz", "points3D.ply", "novel/00001.png"] {
        #expect(files[0][path] != files[2][path])
      }
    }
  }

  @Test func settingsOutOfRangeAndBadPlacesAreRefused() throws {
    var configuration = tinyConfiguration()
    configuration.frames = 1
    #expect(throws: SynthesisError(setting: "frames", problem: "is 1, must be from 4 to 10000")) {
      try configuration.validate()
    }
    configuration = tinyConfiguration()
    configuration.samplesPerSide = 2
    #expect(throws: SynthesisError.self) { try configuration.validate() }
    configuration = tinyConfiguration()
    configuration.handRotationNoise = .nan
    #expect(throws: SynthesisError.self) { try configuration.validate() }
    try withFolder { root in
      let file = root.appending(path: "file")
      try Data([1]).write(to: file)
      #expect(throws: FileError.self) { try Synthesizer.write(tinyConfiguration(), to: file) }
    }
  }

  @Test func settingsAreKeptAsJSON() throws {
    var configuration = tinyConfiguration()
    configuration.seed = .max
    let decoded = try JSONDecoder().decode(
      SynthesisConfiguration.self, from: JSONEncoder().encode(configuration))
    #expect(decoded == configuration)
  }
}
