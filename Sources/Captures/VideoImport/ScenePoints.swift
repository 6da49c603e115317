import Foundation
import Hands
import Images
import Splatting

/// Scene points for a camera that stands still, for a reconstruction to start from: a picture taken from one place says
/// nothing of distances, the hands in it do.
///
/// The scene is put on a plane behind the hands, in the colours that its pixels have most of the time; hands are where
/// they were fitted, and the object is at the hands' distance.
struct ScenePoints {
  /// Frames in order, all with one camera.
  let frames: [Frame]
  /// Hands in the camera's world.
  let hands: [HandTrack]

  private static let backgroundCount = 30_000.0
  /// How far the plane is behind the farthest part of the hands, relatively.
  private static let room = 1.25
  /// The plane's distance without hands, metres.
  private static let assumedDistance = 1.0
  /// Frames that colours are taken from, and that hands and objects are.
  private static let (colorFrames, movingFrames) = (31, 5)

  /// The points, world frame, metres.
  ///
  /// - Throws: ``Files/FileError`` where a frame's files cannot be read.
  func cloud() throws -> PointCloud {
    var cloud = PointCloud()
    try addBackground(to: &cloud)
    for index in spread(Self.movingFrames) { try addMoving(index, to: &cloud) }
    return cloud
  }

  private func spread(_ count: Int) -> [Int] {
    let count = min(count, frames.count)
    return (0..<count).map { $0 * (frames.count - 1) / max(count - 1, 1) }
  }

  private func addBackground(to cloud: inout PointCloud) throws {
    let camera = frames[0].camera
    let step = max(1, (Double(camera.width * camera.height) / Self.backgroundCount).squareRoot())
    let places = stride(from: step / 2, to: Double(camera.height), by: step).flatMap { y in
      stride(from: step / 2, to: Double(camera.width), by: step).map { SIMD2($0, y) }
    }
    var colors = [[SIMD3<Float>]](repeating: [], count: places.count)
    for index in spread(Self.colorFrames) {
      let (image, labels) = (try frames[index].loadImage(), try frames[index].loadMask())
      for (number, place) in places.enumerated() {
        let (x, y) = (Int(place.x), Int(place.y))
        if labels?[x, y] ?? 0 == 0 {
          colors[number].append([image[x, y, 0], image[x, y, 1], image[x, y, 2]])
        }
      }
    }
    let depths = hands.flatMap { $0.vertices.joined() }.map { depth(of: $0, camera) }.filter { $0.isFinite }
      .sorted()
    let distance = depths.isEmpty ? Self.assumedDistance : depths[depths.count * 95 / 100] * Self.room
    for (place, seen) in zip(places, colors) where !seen.isEmpty {
      cloud.positions.append(point(place, depth: distance, camera))
      cloud.colors.append(
        SIMD3(Self.median(seen.map(\.x)), Self.median(seen.map(\.y)), Self.median(seen.map(\.z))))
    }
  }

  /// Adds the hands' vertices of a frame, and the object's pixels at the distance of the hands' middle.
  private func addMoving(_ index: Int, to cloud: inout PointCloud) throws {
    let camera = frames[index].camera
    let seen = hands.filter { $0.isSeen[index] }
    guard !seen.isEmpty else { return }
    let (image, labels) = (try frames[index].loadImage(), try frames[index].loadMask())
    func add(_ position: SIMD3<Float>, _ x: Int, _ y: Int) {
      cloud.positions.append(position)
      cloud.colors.append([image[x, y, 0], image[x, y, 1], image[x, y, 2]])
    }
    for position in seen.flatMap({ $0.vertices[index] }) {
      let local = camera.worldToCamera * SIMD3<Double>(position)
      guard local.z > 0.01 else { continue }
      let pixel = SIMD2(local.x, local.y) / local.z * camera.focalLength + camera.principalPoint
      guard pixel.x >= 0, pixel.y >= 0, pixel.x < Double(camera.width), pixel.y < Double(camera.height) else {
        continue
      }
      add(position, Int(pixel.x), Int(pixel.y))
    }
    guard let labels else { return }
    let depths = seen.flatMap { $0.joints[index] }.map { depth(of: $0, camera) }
    let distance = depths.sorted()[depths.count / 2]
    for y in stride(from: 0, to: camera.height, by: 2) {
      for x in stride(from: 0, to: camera.width, by: 2) where labels[x, y] >= FrameLabel.object.rawValue {
        add(point([Double(x) + 0.5, Double(y) + 0.5], depth: distance, camera), x, y)
      }
    }
  }

  private func depth(of position: SIMD3<Float>, _ camera: Camera) -> Double {
    (camera.worldToCamera * SIMD3<Double>(position)).z
  }

  private func point(_ pixel: SIMD2<Double>, depth: Double, _ camera: Camera) -> SIMD3<Float> {
    let slope = (pixel - camera.principalPoint) / camera.focalLength
    return SIMD3<Float>(camera.worldToCamera.inverse * (SIMD3(slope.x, slope.y, 1) * depth))
  }

  private static func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
}
