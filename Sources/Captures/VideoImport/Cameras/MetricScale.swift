import Foundation
import Hands
import Splatting

/// Finds how many metres a unit of solved cameras has, from hands of known size.
///
/// A hand fitted with one frame's camera alone lies at a distance in metres. Solved scene points seen around it lie
/// behind it, at a distance in the cameras' unit: the ratio is at most the scale, and comes near to it where the hand
/// does to what is behind it, as when it takes something from a table. So the scale is the largest ratio but for those
/// that are large by error. With hands in front of the scene all the time it comes out small.
struct MetricScale {
  /// The solved cameras.
  let cameras: SolvedCameras

  /// The share of the frames whose ratio is at most the scale.
  private static let share = 0.9

  /// Metres a unit; none where no frame shows enough points around a hand.
  ///
  /// - Parameters:
  ///   - hands: Fitted in each camera's own frame, for the frames of `placed` in order.
  ///   - landmarks: Of the same frames.
  func scale(hands: [HandTrack], landmarks: [[TrackedHand]]) -> Double? {
    let ratios = zip(cameras.placed, landmarks).enumerated().compactMap { row, frame -> Double? in
      guard let camera = cameras.views[frame.0]?.camera else { return nil }
      let found = frame.1.compactMap { hand -> Double? in
        guard let track = hands.first(where: { $0.side == hand.side }) else { return nil }
        let depths = track.joints[row].map { Double($0.z) }.filter { $0.isFinite }
        guard let depth = Self.median(depths), let around = depthAround(hand, camera: camera) else {
          return nil
        }
        return depth / around
      }
      return Self.median(found)
    }
    guard !ratios.isEmpty else { return nil }
    let scale = ratios.sorted()[Int(Self.share * Double(ratios.count - 1))]
    return scale.isFinite && scale > 0 ? scale : nil
  }

  /// The median depth of points within a box around the hand half as large again on each side.
  private func depthAround(_ hand: TrackedHand, camera: Camera) -> Double? {
    let points = hand.imagePoints.map { SIMD2<Double>($0) }
    let (low, high) = (points.reduce(points[0], pointwiseMin), points.reduce(points[0], pointwiseMax))
    let room = SIMD2(repeating: (high - low).max() * 0.75)
    let depths = cameras.points.positions.compactMap { position -> Double? in
      let point = camera.worldToCamera * SIMD3<Double>(position)
      guard point.z > 0 else { return nil }
      let pixel = SIMD2(point.x, point.y) / point.z * camera.focalLength + camera.principalPoint
      let isNear =
        pixel.x > (low - room).x && pixel.y > (low - room).y && pixel.x < (high + room).x
        && pixel.y < (high + room).y
      return isNear ? point.z : nil
    }
    return depths.count >= 8 ? Self.median(depths) : nil
  }

  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }
}
