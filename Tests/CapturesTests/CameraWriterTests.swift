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

  /// Where the script's program sees points, against where the cameras do.
  private func expectProjections(_ cameras: [NamedCamera], _ arguments: [String], more: [String] = []) throws
  {
    let points: [SIMD3<Double>] = [[0, 0, 0], [0.3, 0.4, 0.5], [-0.2, 0.1, 0.7]]
    let text = String(decoding: try JSONEncoder().encode(points), as: UTF8.self)
    let output = try Python.run("camera_projection.py", arguments + [text] + more)
    let found = try JSONDecoder().decode([[SIMD2<Double>]].self, from: Data(output.utf8))
    #expect(found.count == cameras.count)
    for (pixels, camera) in zip(found, cameras.map(\.camera)) {
      for (pixel, point) in zip(pixels, points) {
        let seen = camera.worldToCamera * point
        let wanted = SIMD2(seen.x, seen.y) / seen.z * camera.focalLength + camera.principalPoint
        #expect(abs(pixel.x - wanted.x) < 1e-6 && abs(pixel.y - wanted.y) < 1e-6)
      }
    }
  }

  @Test(.enabled(if: Python.isAvailable && COLMAP.program != nil, "apt-get install colmap, and make setup"))
  func colmapItselfReadsTheModel() throws {
    let folder = try TemporaryFolder()
    let cameras = Self.cameras(sizes: [64, 80, 64])
    try COLMAPWriter.write(
      cameras, points: PointCloud(positions: [[1, 2, 3]], colors: [.one]), to: folder.url)
    let model = folder.file("sparse/0").path
    try expectProjections(cameras, ["colmap", model], more: [COLMAP.program ?? ""])
  }

  @Test(.enabled(if: Python.isAvailable, "make setup installs Python"))
  func nerfstudiosDocumentationGivesTheSamePixels() throws {
    let folder = try TemporaryFolder()
    let cameras = Self.cameras(sizes: [64, 80, 64])
    try NerfstudioWriter.write(cameras, to: folder.url)
    try expectProjections(cameras, ["nerfstudio", folder.file("transforms.json").path])
  }
}

/// Debian's COLMAP.
private enum COLMAP {
  static let program: String? = ["/usr/bin/colmap", "/usr/local/bin/colmap"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
