import Images
import Splatting

/// Draws hands over the images that they were found in.
public struct HandOverlay: Sendable {
  /// How much of the image the hands hide, 0...1.
  public let opacity: Float

  /// Overlays that hide this share of the image.
  public init(opacity: Float = 0.65) { self.opacity = opacity }

  /// The image with the hands of `tracks` in `frame` over it, right ones in orange and left ones in blue.
  ///
  /// - Parameters:
  ///   - image: of the camera's size; alpha goes.
  ///   - camera: the camera of the frame; the tracks' world is its world.
  public func draw(_ tracks: [HandTrack], frame: Int, on image: Image, camera: Camera) -> Image {
    var result = image.composited(over: .zero)
    let surfaces = tracks.compactMap { track in
      TriangleMesh(track, frame: frame).map {
        Surface(mesh: $0, material: Self.material(track.side), label: track.side == .right ? 1 : 2)
      }
    }
    guard let window = Self.window(surfaces, camera: camera) else { return result }
    let view = TriangleRenderer(samplesPerSide: 1, lighting: Self.lighting(surfaces, camera: camera))
      .render(surfaces, camera: camera.cropped(window.x, window.y))
    for y in 0..<view.labels.height {
      for x in 0..<view.labels.width where view.labels[x, y] != 0 {
        let (column, row) = (x + window.x.lowerBound, y + window.y.lowerBound)
        for channel in 0..<result.channels {
          let drawn = view.image[x, y, min(channel, 2)]
          result[column, row, channel] += opacity * (drawn - result[column, row, channel])
        }
      }
    }
    return result
  }

  /// The part of the image that the surfaces lie in; all of it where one reaches behind the camera.
  private static func window(_ surfaces: [Surface], camera: Camera) -> (x: Range<Int>, y: Range<Int>)? {
    let all = (x: 0..<camera.width, y: 0..<camera.height)
    let points = surfaces.flatMap(\.mesh.positions).map { camera.worldToCamera * SIMD3<Double>($0) }
    guard points.allSatisfy({ $0.z > 0.05 }) else { return all }
    let pixels = points.map { camera.focalLength * SIMD2($0.x, $0.y) / $0.z + camera.principalPoint }
    guard let first = pixels.first else { return nil }
    let size = SIMD2(Double(camera.width), Double(camera.height))
    let low = pointwiseMin(pointwiseMax(pixels.reduce(first, pointwiseMin), .zero), size)
    let high = pointwiseMin(pointwiseMax(pixels.reduce(first, pointwiseMax), .zero), size)
    let x = Int(low.x)..<Int(high.x.rounded(.up))
    let y = Int(low.y)..<Int(high.y.rounded(.up))
    return x.isEmpty || y.isEmpty ? nil : (x, y)
  }

  private static func material(_ side: HandTrack.Side) -> PlainMaterial {
    PlainMaterial(color: side == .right ? [1, 0.62, 0.3] : [0.35, 0.66, 1])
  }

  /// A lamp above and to the left of the camera, at the hands' distance.
  private static func lighting(_ surfaces: [Surface], camera: Camera) -> Lighting {
    let (right, down, forward) = camera.worldToCamera.rotation.rows
    let corner = SIMD3<Double>(surfaces[0].mesh.positions[0])
    let distance = max(dot(corner - camera.position, forward), 0.1)
    return Lighting(
      lampPosition: camera.position - distance * (0.5 * right + 0.7 * down), lampTarget: corner,
      shadowExtent: 0.5, shadowSoftness: 0.004, lampColor: [0.8, 0.8, 0.8], skyColor: [0.3, 0.3, 0.3],
      groundColor: [0.3, 0.3, 0.3])
  }
}

extension Camera {
  /// The camera of a part of its image.
  fileprivate func cropped(_ x: Range<Int>, _ y: Range<Int>) -> Camera {
    var camera = self
    (camera.width, camera.height) = (x.count, y.count)
    camera.principalPoint -= SIMD2(Double(x.lowerBound), Double(y.lowerBound))
    return camera
  }
}
