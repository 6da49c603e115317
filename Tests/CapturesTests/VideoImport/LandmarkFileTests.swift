import Captures
import Files
import Foundation
import Hands
import TestSupport
import Testing

@Suite("Landmark files")
struct LandmarkFileTests {
  private static func hand(_ side: HandTrack.Side) -> TrackedHand {
    let points = (0..<21).map { SIMD3<Float>(Float($0) / 7, -1.5, 1e-3 * Float($0)) }
    return TrackedHand(
      side: side, presence: 0.9, handedness: 0.75, landmarks: points, worldLandmarks: points.map { $0 / 1000 }
    )
  }

  @Test("Hands come back as they were, frames without hands too")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("landmarks.json")
    let frames = [[Self.hand(.right), Self.hand(.left)], [], [Self.hand(.left)]]
    try LandmarkFile.write(frames, to: url)
    #expect(try LandmarkFile.read(url, count: 3) == frames)
  }

  @Test("A file of another video, a damaged one and none are told apart")
  func wrongFiles() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("landmarks.json")
    #expect(try LandmarkFile.read(url, count: 1) == nil)
    var short = Self.hand(.right)
    short.landmarks.removeLast()
    for frames in [[[Self.hand(.right)], []], [[short]]] {
      try LandmarkFile.write(frames, to: url)
      let error = #expect(throws: FileError.self) { try LandmarkFile.read(url, count: 1) }
      #expect(error?.problem == "does not hold the landmarks of 1 frames")
    }
    try Data("[[{".utf8).write(to: url)
    #expect(throws: FileError.self) { try LandmarkFile.read(url, count: 1) }
  }
}
