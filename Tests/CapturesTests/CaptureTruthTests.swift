import Captures
import Foundation
import Splatting
import Testing

@Suite struct CaptureTruthTests {
  @Test func roundTrip() throws {
    try withTemporaryFolder { folder in
      #expect(try CaptureTruth.read(folder) == nil)
      let poses = (0..<3).map {
        RigidTransform(
          rotation: Matrix3(axis: [0, 0, 1], angle: Double($0)), translation: [Double($0), 2, 3])
      }
      var truth = CaptureTruth(
        object: .init(poses: poses, vertices: [[0, 0, 0], [1, 0, 0], [0, 1, 0]], faces: [[0, 1, 2]]))
      try truth.write(to: folder)
      #expect(try CaptureTruth.read(folder) == truth)

      truth.hands = [MadeUpCapture.hand(.left, frames: 1)]
      try truth.write(to: folder)
      #expect(try CaptureTruth.read(folder) == truth)
    }
  }

  @Test func theReaderOfCapturesNeverOpensIt() throws {
    try withTemporaryFolder { folder in
      try CaptureFolder().write(MadeUpCapture(folder: folder).capture(), to: folder)
      try folder.write("no archive at all", to: "truth/hands.npz")
      try folder.write("no archive at all", to: "truth/object.npz")
      #expect(try CaptureFolder().read(folder).frames.count == 3)
      #expect(throws: (any Error).self) { try CaptureTruth.read(folder) }
    }
  }

  @Test(SharedData.needed("captures/mug_lift")) func readsMugLift() throws {
    let truth = try #require(try CaptureTruth.read(SharedData.folder("captures/mug_lift")))
    let object = try #require(truth.object)
    #expect(truth.hands.map(\.side) == [.right])
    #expect(object.poses.count == 60)
    #expect(object.vertices.count == 672)
    #expect(object.faces.count == 1224)
    // The mug is lifted and not turned.
    let (first, last) = (object.poses[0], object.poses[59])
    #expect(last.translation.z - first.translation.z > 0.03)
    #expect((first.rotation.transposed * last.rotation).elements.reduce(0, +) > 2.99)
  }
}
