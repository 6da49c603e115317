import Captures
import Foundation
import Hands
import Images
import Splatting

/// Where points of the world should be seen in a frame, and where the dots are that a script drew there.
enum Dots {
  /// The largest distance, in pixels, of the joints of a hand from their dots, over all frames that see it.
  ///
  /// The dots of right hands are red, those of left hands green.
  static func largestOffset(_ hand: HandTrack, in frames: [Frame], channel: Int) throws -> Double {
    try zip(hand.joints, frames).filter { $0.0[0].x.isFinite }.map { joints, frame in
      try largestOffset(joints.map { SIMD3<Double>($0) }, in: frame, channel: channel)
    }.max() ?? .infinity
  }

  /// The place of a point in a camera's image, in pixels from the corner of the first one.
  static func project(_ point: SIMD3<Double>, _ camera: Camera) -> SIMD2<Double> {
    let local = camera.worldToCamera * point
    return SIMD2(local.x, local.y) / local.z * camera.focalLength + camera.principalPoint
  }

  /// The largest distance, in pixels, between where points should be seen in a frame's image and the middle of the
  /// dot there, in the given channel; infinite where one finds no dot.
  static func largestOffset(
    _ points: [SIMD3<Double>], in frame: Frame, channel: Int = 0
  ) throws -> Double {
    let image = try frame.loadImage()
    return points.map { point in
      let place = project(point, frame.camera)
      guard let middle = middle(of: image, channel: channel, near: place) else { return .infinity }
      return ((middle - place) * (middle - place)).sum().squareRoot()
    }.max() ?? .infinity
  }

  /// The brightness' centre in the square of 11 pixels around a place.
  private static func middle(of image: Image, channel: Int, near place: SIMD2<Double>) -> SIMD2<Double>? {
    guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { return nil }
    let (column, row) = (Int(place.x.rounded(.down)), Int(place.y.rounded(.down)))
    var (sum, total) = (SIMD2<Double>.zero, 0.0)
    for y in (row - 5..<row + 6).clamped(to: 0..<image.height) {
      for x in (column - 5..<column + 6).clamped(to: 0..<image.width) {
        let weight = Double(image[x, y, channel])
        guard weight > 0.1 else { continue }
        sum += weight * SIMD2(Double(x) + 0.5, Double(y) + 0.5)
        total += weight
      }
    }
    return total > 5 ? sum / total : nil
  }
}
