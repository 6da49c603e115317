import Captures
import Splatting
import Tensors

/// Points to start from where a capture has none or too few.
enum InitialPoints {
  /// Points in front of the cameras, coloured by the pixels through which they are seen.
  ///
  /// Each comes from a random pixel of a random frame, at a distance whose inverse is uniform between those of a
  /// third and of eight times the distance to what the cameras look at.
  static func sampled(_ count: Int, frames: [TrainingFrame], generator: RandomGenerator) -> PointCloud {
    let focus = CameraGaze(frames.map(\.camera))
    let images = frames.map { $0.image }
    var cloud = PointCloud()
    var random = generator
    for index in 0..<count {
      let frame = index % frames.count
      let camera = frames[frame].camera
      let (x, y) = (Int.random(in: 0..<camera.width, using: &random), Int.random(in: 0..<camera.height, using: &random))
      let distance = focus.map { length($0.focus - camera.position) } ?? 1
      let depth = distance / Double.random(in: 1.0 / 8...3, using: &random)
      let pixel = SIMD2(Double(x) + 0.5, Double(y) + 0.5)
      let slope = (pixel - camera.principalPoint) / camera.focalLength
      let point = camera.worldToCamera.inverse * (SIMD3(slope.x, slope.y, 1) * depth)
      cloud.positions.append(SIMD3<Float>(point))
      cloud.colors.append(color(of: images[frame], x, y))
    }
    return cloud
  }

  private static func color(of image: Tensor, _ x: Int, _ y: Int) -> SIMD3<Float> {
    image.withElements(of: Float.self) { values in
      let start = (y * image.size(1) + x) * 3
      return [values[start], values[start + 1], values[start + 2]]
    }
  }
}
