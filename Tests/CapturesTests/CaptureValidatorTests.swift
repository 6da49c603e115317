import Captures
import Files
import Foundation
import Images
import Splatting
import Testing

@Suite struct CaptureValidatorTests {
  /// What is found, and the first thing that stops a capture from being used, after `damage` was done to it.
  private func inspect(_ damage: (inout Capture) throws -> Void) throws -> (
    findings: [Finding], fatal: FileError?
  ) {
    try withTemporaryFolder { folder in
      var capture = try MadeUpCapture(folder: folder).capture()
      try damage(&capture)
      let validator = CaptureValidator(capture, source: folder)
      var fatal: FileError?
      do { try validator.requireUsable() } catch let error as FileError { fatal = error }
      return (validator.validate(), fatal)
    }
  }

  /// Expects one finding that is an error with `words`, which also stops the capture from being used.
  private func expectFatal(_ words: String, _ damage: (inout Capture) throws -> Void) throws {
    let (findings, fatal) = try inspect(damage)
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.description.contains(words) == true, "\(errors)")
    #expect(fatal == errors.first?.fault)
    #expect(fatal?.description.contains("\n") == false)
  }

  @Test func findsOnlyTheUnseenHandInASoundCapture() throws {
    let (findings, fatal) = try inspect { _ in }
    #expect(fatal == nil)
    #expect(findings.count == 1)
    let line = try #require(findings.first).description
    #expect(line.hasPrefix("warning: "))
    #expect(line.contains("the right hand is not seen (NaN) in 1 of 3 frames, 33 %"))
  }

  @Test func missingFiles() throws {
    try expectFatal("the image of frame 0001 is missing") { try remove($0.frames[1].imageURL) }
    try expectFatal("the mask of frame 0001 is missing") { try remove(#require($0.frames[1].maskURL)) }
    try expectFatal("the depth of frame 0001 is missing") { try remove(#require($0.frames[1].depthURL)) }
  }

  private func remove(_ url: URL) throws { try FileManager.default.removeItem(at: url) }

  @Test func truncatedImage() throws {
    let (findings, _) = try inspect { capture in
      let url = capture.frames[2].imageURL
      try Data(contentsOf: url).dropLast(40).write(to: url)
    }
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.count == 1)
    #expect(errors.first?.description.contains("0002.png") == true)
  }

  @Test func wrongSizes() throws {
    try expectFatal("the image of frame 0000 is 5x6 pixels, its camera 8x6") {
      try ImageFile.write(MadeUpCapture.image(shift: 0, width: 5), to: $0.frames[0].imageURL)
    }
    try expectFatal("the mask of frame 0000 is 4x6 pixels, its camera 8x6") {
      let mask = LabelImage(width: 4, height: 6, channels: 1, repeating: 0)
      try ImageFile.writeLabels(mask, to: #require($0.frames[0].maskURL))
    }
  }

  @Test func unknownLabel() throws {
    let (findings, fatal) = try inspect {
      try ImageFile.writeLabels(MadeUpCapture.grid(255), to: #require($0.frames[0].maskURL))
    }
    #expect(fatal == nil)  // pixels are not looked at before they are needed
    #expect(findings.contains { $0.severity == .error && $0.description.contains("holds the label 255") })
  }

  @Test func emptyDepth() throws {
    let (findings, _) = try inspect {
      try ImageFile.writeDepth(MadeUpCapture.grid(0), to: #require($0.frames[0].depthURL))
    }
    #expect(
      findings.contains { $0.severity == .warning && $0.description.contains("0 (unknown) everywhere") })
  }

  @Test func cameras() throws {
    try expectFatal("camera matrix is singular") {
      $0.frames[1].camera.worldToCamera.rotation = Matrix3(diagonal: [1, 1, 0])
    }
    try expectFatal("not finite") { $0.frames[1].camera.worldToCamera.translation.y = .nan }
    try expectFatal("no rotation") {
      $0.frames[1].camera.worldToCamera.rotation = Matrix3(diagonal: [1, 1, 1.1])
    }
    try expectFatal("mirrors") { $0.frames[1].camera.worldToCamera.rotation = Matrix3(diagonal: [1, 1, -1]) }
    try expectFatal("the focal length is 0.0") { $0.frames[1].camera.focalLength.x = 0 }
    try expectFatal("principal point") { $0.frames[1].camera.principalPoint.x = .infinity }
  }

  @Test func times() throws {
    try expectFatal("the time 1.5 lies outside 0...1") { $0.frames[2].time = 1.5 }
    let (findings, fatal) = try inspect { $0.frames[2].time = 0.5 }
    #expect(fatal == nil)
    #expect(findings.contains { $0.severity == .warning && $0.description.contains("0002 the first") })
  }

  @Test func wholes() throws {
    try expectFatal("holds no frames") { $0.frames = [] }
    try expectFatal("the right hand has 2 frames, the capture 3") {
      $0.hands = [MadeUpCapture.hand(.right, frames: 2)]
    }
    try expectFatal("key_frame is 3") { $0.keyFrame = 3 }
    try expectFatal("1 of 2 scene points are not finite") { $0.points.positions[0].x = .nan }
    let (findings, _) = try inspect { $0.frames[1].name = "0000" }
    #expect(
      findings.contains { $0.severity == .warning && $0.description.contains("2 frames are called 0000") })
  }

  /// The same faults where they come from files: reading throws one line that names the place.
  @Test(arguments: [
    ("\"frames\": []", "holds no frames"),
    ("\"frames\": [{\"file_path\": \"gone.png\", \"time\": 0, \"transform_matrix\": ROTATION}]", "gone.png"),
    ("\"frames\": [{\"file_path\": \"a.png\", \"time\": 0, \"transform_matrix\": SINGULAR}]", "singular"),
    ("\"frames\": [{\"file_path\": \"a.png\", \"time\": 0, \"transform_matrix\": [[1, 0]]}]", "4 rows of 4"),
    (
      "\"w\": 9, \"h\": 6, \"frames\": [{\"file_path\": \"a.png\", \"time\": 0, \"transform_matrix\": ROTATION}]",
      "9x6"
    ),
    (
      "\"frames\": [{\"file_path\": \"a.png\", \"mask_path\": \"small.png\", \"time\": 0, \"transform_matrix\": ROTATION}]",
      "small.png"
    ),
  ])
  func readingThrowsOneLine(json: String, words: String) throws {
    try withTemporaryFolder { folder in
      let rows = json.replacing("ROTATION", with: "[[1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]")
        .replacing("SINGULAR", with: "[[0,0,0,0],[0,0,0,0],[0,0,0,0],[0,0,0,1]]")
      try folder.write("{\"fl_x\": 7, \"key_frame\": 0, \(rows)}", to: "transforms.json")
      try ImageFile.write(MadeUpCapture.image(shift: 0), to: folder.appending(path: "a.png"))
      let small = LabelImage(width: 2, height: 2, channels: 1, repeating: 0)
      try ImageFile.writeLabels(small, to: folder.appending(path: "small.png"))
      let error = try #require(throws: FileError.self) { try CaptureReader().read(folder) }
      #expect(error.description.contains(words), "\(error)")
      #expect(error.description.contains(folder.lastPathComponent))
      #expect(!error.description.contains("\n"))
    }
  }
}
