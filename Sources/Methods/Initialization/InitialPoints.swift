import Captures
import Splatting
import Tensors

/// Points to start from.
enum InitialPoints {
  /// The capture's own points, or where there are none `count` points found in its images by ``PlaneSweep``.
  static func points(
    of capture: PointCloud, count: Int, frames: [TrainingFrame], generator: RandomGenerator
  ) -> PointCloud {
    guard capture.positions.isEmpty else { return capture }
    return PlaneSweep(frames: frames).points(count, generator: generator)
  }
}
