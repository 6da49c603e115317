import Captures
import Methods
import Splatting
import Tensors

/// Measures contact and the object's motion in scenes that have hand and object as layers.
public enum InteractionEvaluator {
  /// Nearer than this, metres, the object is touched.
  private static let contact: Float = 0.005

  /// Looks at the frames' times.
  ///
  /// - Parameters:
  ///   - frames: frames with their numbers in the capture, to which the object's poses belong.
  ///   - object: the true object, where it is known.
  ///   - title: what the frames are, for the table.
  /// - Returns: none where the scene has no object to be seen in the first of the frames.
  /// - Throws: ``MetricsError`` or ``RasterizerError`` if Gaussians are not finite.
  public static func evaluate(
    _ scene: Scene, frames: [(index: Int, frame: Frame)], object: CaptureTruth.Object?, title: String
  ) throws -> InteractionTable? {
    try withTensorErrors {
      guard let track = try ObjectTrack(scene, times: frames.map(\.frame.time)), let first = frames.first
      else {
        return nil
      }
      return InteractionTable(
        title: title,
        frames: try frames.enumerated().map { number, entry in
          let map = try ContactMap(scene, time: entry.frame.time)
          let error = object.flatMap { object -> (distance: Double, angle: Double)? in
            let known = object.poses.indices
            guard known.contains(entry.index), known.contains(first.index) else { return nil }
            return track.error(of: number, first: object.poses[first.index], now: object.poses[entry.index])
          }
          return InteractionTable.Frame(
            name: entry.frame.name, time: entry.frame.time,
            leastDistance: map.map { Double($0.leastDistance) },
            touched: map?.touched(within: contact), residual: track.poses[number].residual,
            distanceError: error?.distance, angleError: error?.angle)
        })
    }
  }
}
