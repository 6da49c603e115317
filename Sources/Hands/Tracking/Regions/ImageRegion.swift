import Foundation
import Images

/// A turned square of an image, which a network is shown upright.
struct ImageRegion: Sendable, Equatable {
  /// Middle, pixels of the image from its top left corner.
  var center: SIMD2<Float>
  /// Length of a side, pixels.
  var size: Float
  /// How far it is turned, radians, clockwise as seen: at 0 its upper side lies upwards in the image.
  var rotation: Float

  /// The square around a whole image, which it fills in one direction.
  init(around size: ImageSize) {
    center = SIMD2(Float(size.width), Float(size.height)) / 2
    self.size = Float(max(size.width, size.height))
    rotation = 0
  }

  /// A square about the box of `boxSize` at `boxCenter` turned by `rotation`: moved along the box's height by the
  /// share `shift` of it, and `scale` times its longer side.
  init(
    boxCenter: SIMD2<Float>, boxSize: SIMD2<Float>, rotation: Float, shift: Float, scale: Float
  ) {
    size = scale * boxSize.max()
    self.rotation = rotation
    center = boxCenter
    center += shift * boxSize.y * axes.down
  }

  /// The directions of its rows and columns in the image.
  var axes: (right: SIMD2<Float>, down: SIMD2<Float>) {
    let (cosine, sine) = (cos(rotation), sin(rotation))
    return (SIMD2(cosine, sine), SIMD2(-sine, cosine))
  }

  /// The place in the image of `point`, 0...1 from the region's top left corner.
  func imagePoint(_ point: SIMD2<Float>) -> SIMD2<Float> {
    let (right, down) = axes
    let offset = (point - 0.5) * size
    return center + offset.x * right + offset.y * down
  }

  /// Whether it can be cut out: its numbers are finite, and it is not larger than any picture.
  var isUsable: Bool {
    size > 0 && size < Self.largestSize && abs(center.x) < Self.largestSize
      && abs(center.y) < Self.largestSize && rotation.isFinite
  }

  private static let largestSize: Float = 1_000_000

  /// The overlap with another region over their union, both without their rotations.
  func overlap(_ other: ImageRegion) -> Float {
    PixelBox(center: center, size: SIMD2(repeating: size))
      .overlap(PixelBox(center: other.center, size: SIMD2(repeating: other.size)))
  }
}
