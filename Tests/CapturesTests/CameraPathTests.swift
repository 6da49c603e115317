import Captures
import Files
import Foundation
import Splatting
import Testing

@Suite struct CameraPathTests {
  private let target: SIMD3<Double> = [0.3, -0.2, 0.1]

  /// Cameras on an arc about `target`, each turned a little about its own axis.
  private func capture(_ count: Int = 6) -> Capture {
    let frames = (0..<count).map { index in
      let angle = 0.25 * Double(index)
      let position = target + [2 * cos(angle), 2 * sin(angle), 1]
      let camera = Camera(lookingAt: target, from: position, width: 40, height: 30, focalLength: 35)
      return Frame(
        name: "\(index)", imageURL: URL(filePath: "/\(index).png"), camera: camera,
        time: Double(index) / Double(max(count - 1, 1)))
    }
    return Capture(name: "arc", frames: frames)
  }

  private func isRotation(_ m: Matrix3) -> Bool {
    let difference = (m * m.transposed).elements.enumerated().map { abs($1 - ($0 % 4 == 0 ? 1 : 0)) }
    return (difference.max() ?? 1) < 1e-9 && m.determinant > 0
  }

  /// How far the camera's axis passes by `point`.
  private func miss(_ camera: Camera, _ point: SIMD3<Double>) -> Double {
    length(cross(point - camera.position, camera.forward))
  }

  @Test func orbitGoesOnceAround() throws {
    let path = try CameraPath(.orbit).cameras(for: capture(), count: 12)
    #expect(path.count == 12)
    #expect(path.first?.time == 0 && path.last?.time == 1)
    let offsets = path.map { $0.camera.position - target }
    #expect(
      path.allSatisfy { miss($0.camera, target) < 1e-9 && isRotation($0.camera.worldToCamera.rotation) })
    #expect(offsets.allSatisfy { abs($0.z - 1) < 1e-9 })
    let radii = offsets.map { ($0.x * $0.x + $0.y * $0.y).squareRoot() }
    #expect((radii.max() ?? 0) - (radii.min() ?? 1) < 1e-9)
    #expect(length(offsets.reduce(.zero, +) / 12 - [0, 0, 1]) < 1e-9)
    #expect(path.allSatisfy { $0.camera.width == 40 && $0.camera.focalLength == [35, 35] })
    // What is up in the world is up in the image.
    #expect(path.allSatisfy { $0.camera.worldToCamera.rotation.rows.1.z < 0 })
  }

  @Test func spiralStaysNearAndKeepsItsEyeOnTheTarget() throws {
    let path = try CameraPath(.spiral, timing: .frozen(0.25)).cameras(for: capture(), count: 20)
    #expect(path.allSatisfy { $0.time == 0.25 && miss($0.camera, target) < 1e-9 })
    let mean = capture().frames.map(\.camera.position).reduce(.zero, +) / 6
    let distances = path.map { length($0.camera.position - mean) }
    #expect((distances.max() ?? 9) < 2 && (distances.max() ?? 0) > 0.1)
  }

  @Test func capturePathPassesThroughItsCameras() throws {
    let capture = capture()
    let path = try CameraPath(.capture).cameras(for: capture, count: 51)
    for (index, frame) in capture.frames.enumerated() {
      #expect(difference(path[index * 10].camera, frame.camera) < 1e-9)
    }
    #expect(
      path.allSatisfy { isRotation($0.camera.worldToCamera.rotation) && miss($0.camera, target) < 0.02 })
    // No corners: steps change little from one to the next, through the cameras too.
    let positions = path.map(\.camera.position)
    let steps = zip(positions, positions.dropFirst()).map { $1 - $0 }
    let turns = zip(steps, steps.dropFirst()).map { length($1 - $0) / length($0) }
    #expect((turns.max() ?? 1) < 0.15)
  }

  /// Quaternions have two signs: a camera that turns all the way round must never spin back.
  @Test func capturePathTurnsTheShorterWay() throws {
    var turning = capture(25)
    for index in 0..<25 {
      let angle = 2 * Double.pi * Double(index) / 24
      turning.frames[index].camera = Camera(
        lookingAt: [cos(angle), sin(angle), 0], from: .zero, width: 40, height: 30, focalLength: 35)
    }
    let forwards = try CameraPath(.capture).cameras(for: turning, count: 241).map(\.camera.forward)
    #expect(zip(forwards, forwards.dropFirst()).allSatisfy { length($1 - $0) < 0.04 })
  }

  @Test func capturePathOfOneCameraStandsStill() throws {
    let path = try CameraPath(.capture).cameras(for: capture(1), count: 3)
    #expect(path.map(\.camera.position).allSatisfy { length($0 - path[0].camera.position) < 1e-12 })
  }

  /// Parallel axes meet nowhere: the scene's points tell the distance.
  @Test func parallelCamerasLookAtThePoints() throws {
    var capture = capture(2)
    for index in 0..<2 {
      capture.frames[index].camera = Camera(
        lookingAt: [0, 5, 0], from: [0, 0, 0], width: 40, height: 30, focalLength: 35)
    }
    capture.points = PointCloud(
      positions: [[0, 2, 0], [0.5, 3, 0], [0, 9, 0]], colors: Array(repeating: .zero, count: 3))
    let path = try CameraPath(.orbit).cameras(for: capture, count: 4)
    #expect(path.allSatisfy { miss($0.camera, [0, 3, 0]) < 1e-9 })
  }

  @Test func refusesAnEmptyCapture() throws {
    let error = try #require(throws: FileError.self) {
      try CameraPath(.orbit).cameras(for: Capture(name: "empty", frames: []), count: 3)
    }
    #expect(error.description.contains("no frames"))
  }

  @Test(SharedData.needed("captures/mug_lift")) func orbitsTheMug() throws {
    let capture = try CaptureReader().read(SharedData.folder("captures/mug_lift"))
    let truth = try #require(try CaptureTruth.read(SharedData.folder("captures/mug_lift"))?.object)
    let path = try CameraPath(.orbit).cameras(for: capture, count: 8)
    #expect(path.allSatisfy { miss($0.camera, truth.poses[30].translation) < 0.15 })
  }
}
