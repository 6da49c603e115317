import Images
import Splatting

/// Where each pixel of an undistorted image comes from in the image that a lens made, worked out once for all
/// frames of the same camera and lens.
///
/// The undistorted camera keeps the size, focal lengths and principal point of the lens' own. Pixels whose
/// source lies outside the recorded image take the colour of its nearest edge pixel and are 0 in
/// ``validity``, as are those beyond the radius at which the lens' polynomial folds back.
public struct Undistortion: Sendable {
  /// The size of the images that it takes and gives, in pixels.
  public let width: Int
  /// The size of the images that it takes and gives, in pixels.
  public let height: Int
  /// 1 where the undistorted pixel was recorded, 0 where not; none where every pixel was.
  public let validity: LabelImage?
  /// Source columns and rows of every pixel, interleaved, as indices: 0 is the centre of the first pixel.
  private let sources: [Float]

  /// Works out the map of `lens` for images of `camera`'s size and intrinsics.
  public init(camera: Camera, lens: Lens) {
    (width, height) = (camera.width, camera.height)
    let projection = LensProjection(camera: camera, lens: lens)
    var sources: [Float] = []
    var validity = LabelImage(width: width, height: height, channels: 1, repeating: 1)
    sources.reserveCapacity(2 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (source, isRecorded) = projection.source(ofPixel: [Double(x) + 0.5, Double(y) + 0.5])
        sources.append(Float(source.x - 0.5))
        sources.append(Float(source.y - 0.5))
        if !isRecorded { validity[x, y] = 0 }
      }
    }
    self.sources = sources
    self.validity = validity.values.contains(0) ? validity : nil
  }

  /// The image without distortion, by bilinear interpolation.
  ///
  /// `image` must have this map's size.
  public func undistorted(_ image: Image) -> Image {
    checkSize(image)
    var result = Image(width: width, height: height, channels: image.channels, repeating: 0)
    let (width, height, channels) = (width, height, image.channels)
    sources.withUnsafeBufferPointer { sources in
      image.values.withUnsafeBufferPointer { input in
        result.values.withUnsafeMutableBufferPointer { output in
          for pixel in 0..<width * height {
            let x = min(max(sources[2 * pixel], 0), Float(width - 1))
            let y = min(max(sources[2 * pixel + 1], 0), Float(height - 1))
            let (left, top) = (Int(x), Int(y))
            let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
            let (s, t) = (x - Float(left), y - Float(top))
            let (topRow, bottomRow) = (top * width, bottom * width)
            for channel in 0..<channels {
              let a = input[(topRow + left) * channels + channel]
              let b = input[(topRow + right) * channels + channel]
              let c = input[(bottomRow + left) * channels + channel]
              let d = input[(bottomRow + right) * channels + channel]
              let upper = a + (b - a) * s
              let lower = c + (d - c) * s
              output[pixel * channels + channel] = upper + (lower - upper) * t
            }
          }
        }
      }
    }
    return result
  }

  /// The grid without distortion, each pixel the nearest of its source and `unknown` where none was recorded:
  /// for labels and depths, which must not be mixed.
  ///
  /// `grid` must have this map's size and one channel.
  public func undistortedNearest<Scalar>(_ grid: PixelGrid<Scalar>, unknown: Scalar) -> PixelGrid<Scalar> {
    checkSize(grid)
    var result = PixelGrid(width: width, height: height, channels: 1, repeating: unknown)
    let (width, height, channels) = (width, height, grid.channels)
    sources.withUnsafeBufferPointer { sources in
      grid.values.withUnsafeBufferPointer { input in
        result.values.withUnsafeMutableBufferPointer { output in
          for pixel in 0..<width * height {
            let x = min(max(sources[2 * pixel], 0), Float(width - 1))
            let y = min(max(sources[2 * pixel + 1], 0), Float(height - 1))
            output[pixel] = input[(Int(y + 0.5) * width + Int(x + 0.5)) * channels]
          }
        }
      }
    }
    guard let validity else { return result }
    for pixel in 0..<width * height where validity.values[pixel] == 0 { result.values[pixel] = unknown }
    return result
  }

  private func checkSize<Scalar>(_ grid: PixelGrid<Scalar>) {
    precondition(
      grid.width == width && grid.height == height, "an undistortion's images must have its camera's size")
  }
}

/// A camera seen through its lens: from a pixel of the undistorted image to the place of its ray in the
/// recorded.
private struct LensProjection {
  private let camera: Camera
  private let lens: Lens
  private let unfoldedRadius: Double
  private let size: SIMD2<Double>

  init(camera: Camera, lens: Lens) {
    self.camera = camera
    self.lens = lens
    size = [Double(camera.width), Double(camera.height)]
    let corners: [SIMD2<Double>] = [[0, 0], [size.x, 0], [0, size.y], size]
    let outermost =
      corners.map { corner in
        let ray = (corner - camera.principalPoint) / camera.focalLength
        return (ray * ray).sum().squareRoot()
      }.max() ?? 0
    unfoldedRadius = lens.unfoldedRadius(upTo: outermost)
  }

  /// The place in the recorded image, in pixels from its top left corner, and whether it was recorded at all.
  func source(ofPixel pixel: SIMD2<Double>) -> (place: SIMD2<Double>, isRecorded: Bool) {
    let ray = (pixel - camera.principalPoint) / camera.focalLength
    let place = lens.distorted(ray) * camera.focalLength + camera.principalPoint
    let isInside = place.x >= 0 && place.y >= 0 && place.x <= size.x && place.y <= size.y
    return (place, isInside && (ray * ray).sum().squareRoot() <= unfoldedRadius)
  }
}
