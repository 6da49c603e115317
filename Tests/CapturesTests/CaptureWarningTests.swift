import Captures
import Foundation
import Images
import Splatting
import Testing

/// What is said of captures that can be used but will not give their best.
@Suite struct CaptureWarningTests {
  /// Expects one warning, with `words`, about the frames at `indices` alone, after `damage` was done.
  private func expectWarning(
    _ words: String, of indices: [Int], sourceLocation: SourceLocation = #_sourceLocation,
    _ damage: (inout LongCapture) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      var long = try LongCapture(folder: folder)
      try damage(&long)
      let findings = long.warnings
      #expect(findings.count == 1, "\(findings)", sourceLocation: sourceLocation)
      let finding = try #require(findings.first, sourceLocation: sourceLocation)
      #expect(finding.severity == .warning && finding.fault.remedy != nil, sourceLocation: sourceLocation)
      #expect(
        finding.description.contains(words) && !finding.description.contains("\n"), "\(finding)",
        sourceLocation: sourceLocation)
      let names = indices.map { long.capture.frames[$0].name }
      #expect(finding.frames == names, "\(finding)", sourceLocation: sourceLocation)
      #expect(
        names.allSatisfy { finding.description.contains($0) } || names.count > 2, "\(finding)",
        sourceLocation: sourceLocation)
    }
  }

  private func expectNone(_ change: (inout LongCapture) throws -> Void) throws {
    try withTemporaryFolder { folder in
      var long = try LongCapture(folder: folder)
      try change(&long)
      #expect(long.warnings.isEmpty, "\(long.warnings)")
    }
  }

  @Test func nothingIsSaidOfAGoodCapture() throws { try expectNone { _ in } }

  @Test(arguments: [[0], [7], [23], [9, 10], [4, 18]]) func blur(_ indices: [Int]) throws {
    try expectWarning("far less sharp", of: indices) { try $0.change(indices) { $0.blurred } }
  }

  @Test func aBlurredRangeIsShort() throws {
    try expectWarning("00009 to 00011 (", of: [9, 10, 11]) { try $0.change(9...11) { $0.blurred } }
  }

  @Test func aCaptureThatIsSoftThroughoutHasNoOddFrames() throws {
    try expectNone { try $0.change(0..<LongCapture.count) { $0.blurred } }
  }

  @Test(arguments: [0.6, 1.4] as [Float]) func exposureOfAFrame(_ factor: Float) throws {
    try expectWarning("brighter or darker", of: [12]) { try $0.change([12]) { $0.brightened(by: factor) } }
  }

  @Test func exposureFromAFrameOn() throws {
    try expectWarning("the exposure is another", of: [11]) {
      try $0.change(11..<LongCapture.count) { $0.brightened(by: 0.7) }
    }
  }

  @Test func aSlowChangeOfLightIsNone() throws {
    try expectNone { long in
      for index in 0..<LongCapture.count {
        try long.change([index]) { $0.brightened(by: 1 - 0.02 * Float(index)) }
      }
    }
  }

  @Test(arguments: [[10], [15, 16]]) func camerasOffThePath(_ indices: [Int]) throws {
    try expectWarning("off the path", of: indices) { long in
      for index in indices {
        let camera = LongCapture.camera(angle: 0.02 * Double(index) + 0.6)
        long.capture.frames[index].camera = camera
      }
    }
  }

  @Test func aCameraThatTurnsAway() throws {
    try expectWarning("off the path", of: [8]) { long in
      let camera = long.capture.frames[8].camera
      long.capture.frames[8].camera = Camera(
        lookingAt: [0, 3, 0], from: camera.position, width: camera.width, height: camera.height,
        focalLength: 90)
    }
  }

  @Test func aPathOfTwoPieces() throws {
    try expectWarning("before which the camera jumps", of: [14]) { long in
      for index in 14..<LongCapture.count {
        long.capture.frames[index].camera = LongCapture.camera(angle: 0.02 * Double(index) + 0.7)
      }
    }
  }

  @Test func aCameraFarOff() throws {
    try expectWarning("stand far from all others", of: [3]) { long in
      long.capture.frames[3].camera.worldToCamera.translation += [0, 0, 40]
    }
  }

  @Test func pathsThatAreAsTheyShouldBe() throws {
    // Still, then moving; a second without frames; views in no order, as of many cameras.
    try expectNone { long in
      for index in 0..<LongCapture.count {
        long.capture.frames[index].camera = LongCapture.camera(angle: 0.05 * Double(max(0, index - 9)))
      }
    }
    try expectNone { long in
      for index in 12..<LongCapture.count {
        long.capture.frames[index].time += 0.4
        long.capture.frames[index].camera = LongCapture.camera(angle: 0.02 * Double(index) + 0.18)
      }
      for index in long.capture.frames.indices { long.capture.frames[index].time /= 1.5 }
    }
    try expectNone { long in
      for index in 0..<LongCapture.count {
        long.capture.frames[index].camera = LongCapture.camera(
          angle: Double(index * 7 % LongCapture.count) / 4)
      }
    }
  }

  @Test func framesWithoutMasks() throws {
    try expectWarning("without a mask", of: [5]) { long in
      let url = long.capture.frames[0].imageURL.deletingLastPathComponent().appending(path: "mask.png")
      let mask = LabelImage(
        width: LongCapture.width, height: LongCapture.height, channels: 1, repeating: 1)
      try ImageFile.writeLabels(mask, to: url)
      for index in 0..<LongCapture.count where index != 5 { long.capture.frames[index].maskURL = url }
    }
  }

  @Test func framesWithoutHands() throws {
    try expectWarning("1 of 24 frames, 4 %: 00001", of: [1]) { long in
      long.capture.hands = [MadeUpCapture.hand(.right, frames: LongCapture.count)]
    }
  }

  @Test func veryManyFramesAreCounted() throws {
    try withTemporaryFolder { folder in
      var long = try LongCapture(folder: folder)
      for index in stride(from: 0, to: 80, by: 2) {
        long.capture.frames.append(long.capture.frames[index % 24])
        long.capture.frames[long.capture.frames.count - 1].name = "more\(index)"
        long.capture.frames[long.capture.frames.count - 1].maskURL = folder.appending(path: "none.png")
      }
      let finding = try #require(long.warnings.first { $0.description.contains("without a mask") })
      #expect(finding.frames.count == 24 && finding.description.contains("00000 to 00023"))
    }
  }

  @Test func numbersThatAreNotFiniteAreErrorsAlone() throws {
    try withTemporaryFolder { folder in
      var long = try LongCapture(folder: folder)
      long.capture.frames[4].camera.worldToCamera.translation.x = .nan
      #expect(long.warnings.map(\.severity) == [.error])
    }
  }
}
