import Captures
import Foundation
import Images
import Splatting
import TestSupport
import Testing

/// Cameras of a moving video, solved by COLMAP.
@Suite struct SolvedCamerasTests {
  private static let size = ImageSize(width: 320, height: 240)
  /// Distances of what is seen: three walls side by side, and one behind them.
  private static let depths: [Float] = [2, 3, 2.5, 4]

  private static var hasCOLMAP: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/colmap")
    }
  }

  /// What a camera sees that has moved to the right by `step` times 4 / 75: at distance 4 a shift of 4 pixels a step.
  private func picture(step: Int) -> Image {
    var image = Image(width: Self.size.width, height: Self.size.height, channels: 3, repeating: 0)
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        let layer = Self.depths.indices.first { layer in
          guard layer < 3 else { return true }
          let place = Float(x) + Float(step) * 16 / Self.depths[layer] - Float(layer) * 110
          return (40..<100).contains(place) && (30..<210).contains(y)
        }
        guard let layer else { continue }
        let place = Float(x) + Float(step) * 16 / Self.depths[layer]
        let value = Self.noise(place, Float(y), layer)
        for channel in 0..<3 { image[x, y, channel] = value }
      }
    }
    return image
  }

  /// Blobs of three sizes, smooth between pixels.
  private static func noise(_ x: Float, _ y: Float, _ seed: Int) -> Float {
    func corner(_ column: Int, _ row: Int, _ octave: Int) -> Float {
      var bits = UInt64(
        bitPattern: Int64(column * 7919 + row * 104_729 + seed * 1_299_709 + octave * 31 + 1 << 24))
      bits = (bits ^ (bits >> 16)) &* 0x9E37_79B9_7F4A_7C15
      return Float((bits >> 40) & 0xFFFF) / 65535
    }
    return [5, 11, 23].enumerated().reduce(Float(0)) { sum, octave in
      let (u, v) = (x / Float(octave.1), y / Float(octave.1))
      let (column, row) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
      let (a, b) = (u - Float(column), v - Float(row))
      let upper = corner(column, row, octave.0) * (1 - a) + corner(column + 1, row, octave.0) * a
      let lower = corner(column, row + 1, octave.0) * (1 - a) + corner(column + 1, row + 1, octave.0) * a
      return sum + (upper * (1 - b) + lower * b) / 3
    }
  }

  @Test(.enabled(if: Self.hasCOLMAP, "colmap is not installed"))
  func camerasThatMoveSidewaysAreFound() async throws {
    let folder = try TemporaryFolder()
    let video = folder.file("walls.mp4")
    try await VideoWriter.write(to: video, size: Self.size, frameRate: 10, quality: 8) { writer in
      for step in 0..<8 { try await writer.append(picture(step: step)) }
    }
    let settings = VideoImportSettings(cameras: .solved, focalLength: .pixels(300), hands: .none)
    let result = try await VideoImporter(settings).run(VideoReader(video), to: folder.file("walls"))
    let cameras = result.capture.frames.map(\.camera)
    try #require(cameras.count >= 7, "\(result.notes)")
    #expect(result.capture.points.positions.count > 50)
    #expect(result.notes.contains { $0.contains("not metres") })
    // Even steps to the right, without turns.
    let whole = cameras[cameras.count - 1].position - cameras[0].position
    let length = (whole * whole).sum().squareRoot()
    let right = cameras[0].worldToCamera.rotation.rows.0
    #expect((whole * right).sum() / length > 0.98)
    for (index, camera) in cameras.enumerated() {
      let offset = camera.position - cameras[0].position - whole * Double(index) / Double(cameras.count - 1)
      #expect((offset * offset).sum().squareRoot() < 0.05 * length, "frame \(index)")
      #expect((camera.forward * cameras[0].forward).sum() > 0.999)
    }
    #expect(try CaptureReader().read(folder.file("walls")).frames.count == cameras.count)
  }
}
