import Captures
import Splatting
import Tensors

/// Where objects are until the key frame, by masks alone.
struct RestingObjects {
  /// The labels of objects to be seen in any mask; a capture without masks is taken to have one object.
  let labels: [FrameLabel]
  /// Of each the lines of sight through the middle of its mask, one a frame.
  let rays: [[MaskRay?]]
  /// Where the middle of each is, world frame, metres.
  private(set) var places: [SIMD3<Double>] = []
  /// Whether masks show that all stay where they are: lines of sight through their middles meet.
  let areAtRest: Bool
  /// Points on their surfaces, found by sweeping through the views of a moving camera; empty where it moves too little,
  /// or nothing is known to be at rest.
  private(set) var surface = PointCloud()

  /// - Parameters:
  ///   - hint: where objects are as far as the masks leave it open, world frame.
  ///   - samples: how many pixels to look for on each surface; 0 for none.
  init(
    _ capture: TrainingCapture, keyFrame: Int, hint: SIMD3<Double>, samples: Int, generator: RandomGenerator
  ) {
    let labels = Self.labels(of: capture)
    let rays = labels.map { label in capture.frames.map { MaskRay($0, label: label) } }
    let before = rays.map { $0.prefix(keyFrame + 1).compactMap(\.self) }
    let places = zip(rays, before).map { all, before in
      MaskRay.meeting(before.isEmpty ? all.compactMap(\.self) : before, hint: hint)
    }
    self.labels = labels
    self.rays = rays
    self.places = places
    areAtRest = !labels.isEmpty && zip(before, places).allSatisfy { Self.meet($0, at: $1) }
    guard areAtRest, samples > 0 else { return }
    let frames = Array(capture.frames.prefix(keyFrame + 1))
    for (index, label) in labels.enumerated() {
      let found = PlaneSweep(frames: frames, around: places[index])
        .points(samples, on: [label], generator: generator)
      guard found.positions.count >= Self.leastCount else { continue }
      surface.positions += found.positions
      surface.colors += found.colors
      self.places[index] = Self.moved(places[index], to: found, from: frames.map(\.camera.position))
    }
  }

  private static func labels(of capture: TrainingCapture) -> [FrameLabel] {
    let hasMasks = capture.frames.contains { $0.coverage(of: []) != nil }
    guard hasMasks else { return [.object] }
    return [.object, .secondObject].filter { label in
      capture.frames.contains { ($0.coverage(of: [label])?.sum().item() ?? 0) > 0 }
    }
  }

  private static func meet(_ rays: [MaskRay], at place: SIMD3<Double>) -> Bool {
    let distances = rays.map { $0.distance(to: place) }.sorted()
    return !distances.isEmpty && distances[distances.count / 2] < restError
  }

  /// How far from where an object rests the middle of its mask may seem to be, metres: a hand that comes near hides a part.
  private static let restError = 0.02
  /// Fewer points than this are no surface.
  private static let leastCount = 60

  /// `place` as far from the cameras' middle as the middle one of the points is.
  private static func moved(
    _ place: SIMD3<Double>, to surface: PointCloud, from cameras: [SIMD3<Double>]
  ) -> SIMD3<Double> {
    let middle = cameras.reduce(.zero, +) / Double(cameras.count)
    let direction = normalize(place - middle)
    let depths = surface.positions.map { dot(SIMD3<Double>($0) - middle, direction) }.sorted()
    return middle + direction * depths[depths.count / 2]
  }
}
