import Captures
import Foundation
import Splatting
import TestSupport
import Testing

@Suite struct CameraWriterTests {
  private static func cameras(sizes: [Int]) -> [NamedCamera] {
    sizes.enumerated().map { index, width in
      let angle = 0.7 * Double(index)
      var camera = Camera(
        lookingAt: [0.1, 0.2, 0.3], from: [2 * angle, -3, 1 + angle], width: width, height: 48,
        focalLength: 70)
      camera.focalLength.y = 71
      camera.principalPoint = [31, 25]
      return NamedCamera(name: "0000\(index).png", camera: camera, time: Double(index) / 2)
    }
  }

  private func expectSame(_ frames: [Frame], _ cameras: [NamedCamera]) {
    #expect(frames.map(\.name) == cameras.map { String($0.name.dropLast(4)) })
    for (frame, expected) in zip(frames.map(\.camera), cameras.map(\.camera)) {
      #expect(frame.width == expected.width && frame.height == expected.height)
      #expect(frame.focalLength == expected.focalLength && frame.principalPoint == expected.principalPoint)
      #expect(length(frame.position - expected.position) < 1e-9)
      for (a, b) in zip(frame.worldToCamera.rotation.elements, expected.worldToCamera.rotation.elements) {
        #expect(abs(a - b) < 1e-9)
      }
    }
  }

  @Test(arguments: [[64, 64, 64], [64, 80, 64]]) func aCOLMAPModelIsReadBack(sizes: [Int]) throws {
    let folder = try TemporaryFolder()
    let cameras = Self.cameras(sizes: sizes)
    let points = PointCloud(positions: [[1, 2, 3], [-4, 5.5, 0]], colors: [[1, 0, 0.2], [0, 0.4, 1]])
    try COLMAPWriter.write(cameras, points: points, to: folder.url)
    let capture = try COLMAPReader().parse(folder.url)
    expectSame(capture.frames, cameras)
    #expect(capture.points.positions == points.positions)
    #expect(capture.points.colors == points.colors)
    let text = try String(contentsOf: folder.file("sparse/0/cameras.txt"), encoding: .utf8)
    #expect(text.split(separator: "\n").count == 1 + Set(sizes).count)
  }

  @Test(arguments: [[64, 64, 64], [64, 80, 64]]) func nerfstudiosFileIsReadBack(sizes: [Int]) throws {
    let folder = try TemporaryFolder()
    let cameras = Self.cameras(sizes: sizes)
    try NerfstudioWriter.write(cameras, to: folder.url)
    let frames = try NerfstudioReader().parse(folder.url).frames
    expectSame(frames, cameras)
    #expect(frames.map(\.time) == cameras.map(\.time))
  }
}
