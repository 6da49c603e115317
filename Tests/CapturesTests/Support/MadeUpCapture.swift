import Captures
import Foundation
import Hands
import Images
import Splatting

/// A small capture of known numbers, with its files in `folder`.
struct MadeUpCapture {
  static let width = 8
  static let height = 6

  let folder: URL

  /// Three frames that look at the origin, with masks and depths.
  func capture() throws -> Capture {
    var frames: [Frame] = []
    for index in 0..<3 {
      let name = "000\(index)"
      let frame = Frame(
        name: name, imageURL: try file("images/\(name).png"), maskURL: try file("masks/\(name).png"),
        depthURL: try file("depth/\(name).png"), camera: Self.camera(index), time: Double(index) / 2)
      try ImageFile.write(Self.image(shift: index), to: frame.imageURL)
      try ImageFile.writeLabels(Self.grid(UInt8(index)), to: file("masks/\(name).png"))
      try ImageFile.writeDepth(Self.grid(0.5 + Float(index)), to: file("depth/\(name).png"))
      frames.append(frame)
    }
    return Capture(
      name: folder.lastPathComponent, frames: frames, hands: [Self.hand(.right, frames: 3)],
      points: PointCloud(positions: [[1, 2, 3], [-1, 0.5, 0]], colors: [[1, 0, 0], [0, 0.2, 1]]), keyFrame: 1)
  }

  static func camera(_ index: Int) -> Camera {
    Camera(
      lookingAt: .zero, from: [1, Double(index) * 0.2 - 0.3, 0.5], width: width, height: height,
      focalLength: 7)
  }

  static func image(shift: Int, channels: Int = 3, width: Int = width, height: Int = height) -> Image {
    let values = (0..<width * height * channels).map { Float(($0 * 37 + shift * 11) % 256) / 255 }
    return Image(width: width, height: height, channels: channels, values: values)
  }

  static func grid<Scalar>(_ value: Scalar) -> PixelGrid<Scalar> {
    PixelGrid(width: width, height: height, channels: 1, repeating: value)
  }

  /// A hand of four vertices that is not seen in the frame of index 1.
  static func hand(_ side: HandTrack.Side, frames: Int, faces: [SIMD3<Int32>] = [[0, 1, 2], [0, 2, 3]])
    -> HandTrack
  {
    func points(_ count: Int) -> [[SIMD3<Float>]] {
      (0..<frames).map { frame in
        (0..<count).map { frame == 1 ? SIMD3(repeating: .nan) : [Float($0), Float(frame), 0.25] }
      }
    }
    let rotation: [Float] = [0, -1, 0, 1, 0, 0, 0, 0, 1]
    let parameters = HandTrack.Parameters(
      pose: (0..<frames).map { frame in (0..<48).map { Float($0 + frame) / 100 } },
      shape: (0..<10).map { Float($0) }, translation: (0..<frames).map { [0, 0, Float($0)] })
    return HandTrack(
      side: side, vertices: points(4), joints: points(21),
      jointRotations: Array(repeating: Array(repeating: rotation, count: 16), count: frames), faces: faces,
      parameters: parameters)
  }

  private func file(_ path: String) throws -> URL {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    return url
  }
}

/// The largest difference between the matrices, centres and intrinsics of two cameras.
func difference(_ a: Camera, _ b: Camera) -> Double {
  func numbers(_ camera: Camera) -> [Double] {
    let (t, f, c) = (camera.worldToCamera.translation, camera.focalLength, camera.principalPoint)
    return camera.worldToCamera.rotation.elements
      + [t.x, t.y, t.z, f.x, f.y, c.x, c.y, Double(camera.width), Double(camera.height)]
  }
  return zip(numbers(a), numbers(b)).map { abs($0 - $1) }.max() ?? 0
}
