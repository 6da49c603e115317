import Files
import Foundation
import Images
import Splatting
import TestSupport
import Testing

@Suite struct DepthFusionTests {
  private static let radius = 0.4
  private static let middle: SIMD3<Double> = [0.1, -0.2, 0.3]

  /// What a camera sees of a ball, red where x is above its middle's and blue elsewhere.
  private static func view(from position: SIMD3<Double>) -> FusedView {
    let camera = Camera(
      lookingAt: middle, from: position, up: [0.1, 0.2, 1], width: 200, height: 200, focalLength: 150)
    var depth = DepthImage(width: 200, height: 200, channels: 1, repeating: 0)
    var image = Image(width: 200, height: 200, channels: 3, repeating: 0)
    let toWorld = camera.worldToCamera.rotation.transposed
    for y in 0..<200 {
      for x in 0..<200 {
        let ray: SIMD3<Double> = [
          (Double(x) + 0.5 - camera.principalPoint.x) / 150,
          (Double(y) + 0.5 - camera.principalPoint.y) / 150, 1,
        ]
        let (direction, offset) = (toWorld * ray, position - middle)
        let (a, b) = (dot(direction, direction), dot(direction, offset))
        let root = b * b - a * (dot(offset, offset) - radius * radius)
        guard root > 0 else { continue }
        let distance = (-b - root.squareRoot()) / a
        depth[x, y] = Float(distance)
        let isRed = (offset + direction * distance).x > 0
        image[x, y, isRed ? 0 : 2] = 1
      }
    }
    return FusedView(camera: camera, depth: depth, image: image)
  }

  private static let ball: ColoredMesh? = {
    let directions: [SIMD3<Double>] = [-1, 1].flatMap { sign in
      [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -1, 1], [-1, 1, 1], [1, 1, -1]].map { $0 * sign }
    }
    let extent = SIMD3(repeating: 0.5)
    return DepthFusion.mesh(
      directions.map { view(from: middle + 1.5 * normalize($0)) }, lower: middle - extent,
      upper: middle + extent, cell: 0.02)
  }()

  @Test func aBallIsClosedAndOfItsSize() throws {
    let mesh = try #require(Self.ball).mesh
    #expect(mesh.closed().positions.count == mesh.positions.count)
    let errors = mesh.positions.map { abs(length(SIMD3<Double>($0) - Self.middle) - Self.radius) }
    #expect((errors.max() ?? 1) < 0.02)
    #expect(errors.reduce(0, +) / Double(errors.count) < 0.004)
    let outwards = zip(mesh.positions, mesh.vertexNormals()).map {
      dot($1, normalize($0 - SIMD3<Float>(Self.middle)))
    }
    #expect((outwards.min() ?? 0) > 0.8)
  }

  @Test func coloursAreThoseOfTheViews() throws {
    let ball = try #require(Self.ball)
    for (position, color) in zip(ball.mesh.positions, ball.colors) {
      let side = Double(position.x) - Self.middle.x
      if side > 0.05 { #expect(color.x > 0.95 && color.z < 0.05) }
      if side < -0.05 { #expect(color.z > 0.95 && color.x < 0.05) }
    }
  }

  @Test func nothingSeenIsNoMesh() {
    var view = Self.view(from: [2, 0, 0])
    view.depth = DepthImage(width: 200, height: 200, channels: 1, repeating: 0)
    #expect(DepthFusion.mesh([view], lower: [-0.1, -0.1, -0.1], upper: [0.1, 0.1, 0.1], cell: 0.02) == nil)
  }

  @Test(.enabled(if: Python.isAvailable, "there is no .venv"), arguments: ["ply", "glb"])
  func theTrimeshLibraryReadsTheSame(format: String) throws {
    let folder = try TemporaryFolder()
    let ball = try #require(Self.ball)
    let url = folder.file("ball.\(format)")
    try format == "ply" ? ColoredMeshFile.writePLY(ball, to: url) : ColoredMeshFile.writeGLB(ball, to: url)
    let lines = try Python.run("mesh_facts.py", [url.path]).split(separator: "\n")
      .map { $0.split(separator: " ").compactMap { Double($0) } }
    try #require(lines.count >= 2 && lines[0].count == 4)
    #expect(lines[0][0] == Double(ball.mesh.positions.count))
    #expect(lines[0][1] == Double(ball.mesh.faces.count))
    #expect(lines[0][2] == 1)
    #expect(abs(lines[0][3] - 4 / 3 * .pi * 0.064) < 0.01)
    if format == "ply" {
      let color = ball.colors[0] * 255
      for channel in 0..<3 { #expect(abs(lines[2][channel] - Double(color[channel])) <= 1) }
    } else {
      let colors = try Python.run("glb_values.py", [url.path]).split(separator: "\n")
        .first { $0.hasPrefix("COLOR_0 ") }
      let values = try #require(colors).split(separator: " ").dropFirst().compactMap { Float($0) }
      #expect(values.count == 4 * ball.colors.count)
      let linear = StandardRGB.linear(ball.colors[0]) * 65535
      for channel in 0..<3 { #expect(abs(values[channel] - linear[channel]) <= 1) }
    }
  }
}
