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
    guard !surfaces.isEmpty else { return result }
    let view = TriangleRenderer(samplesPerSide: 1, lighting: Self.lighting(surfaces, camera: camera))
      .render(surfaces, camera: camera)
    for pixel in view.labels.values.indices where view.labels.values[pixel] != 0 {
      for channel in 0..<result.channels {
        let index = pixel * result.channels + channel
        let drawn = view.image.values[pixel * 3 + min(channel, 2)]
        result.values[index] += opacity * (drawn - result.values[index])
      }
    }
    return result
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
