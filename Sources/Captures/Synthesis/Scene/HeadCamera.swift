import Foundation
import Splatting

/// A camera worn on the head: it moves along an arc in front of the table, sways, and looks at what happens.
struct HeadCamera: Sendable {
  private let width: Int
  private let height: Int
  private let phases: [Double]
  private let sweep: Double
  private let start: Double
  private let action: @Sendable (Double) -> SIMD3<Double>

  /// A camera for images of this size that looks at the point that `action` gives for a time.
  init(
    width: Int, height: Int, generator: inout SeededGenerator,
    action: @escaping @Sendable (Double) -> SIMD3<Double>
  ) {
    self.width = width
    self.height = height
    self.action = action
    phases = (0..<6).map { _ in generator.uniform(in: 0...(2 * .pi)) }
    sweep = generator.uniform(in: 0.45...0.6)
    start = generator.uniform(in: -0.38...(-0.28))
  }

  /// The wearer's view at `time`.
  func view(at time: Double) -> Camera {
    func sway(_ index: Int, _ cycles: Double) -> Double { sin(phases[index] + 2 * .pi * cycles * time) }
    let azimuth = start + sweep * time + 0.02 * sway(0, 3.1)
    let elevation = 0.72 + 0.05 * sway(1, 1.3) + 0.012 * sway(2, 4.3)
    let gaze = SIMD3(sway(3, 2.7), sway(4, 2.1), sway(5, 3.7)) * 0.005
    return camera(
      azimuth: azimuth, elevation: elevation, distance: 0.56 + 0.015 * sway(2, 1.7),
      target: action(time) + gaze)
  }

  /// A view from elsewhere: `share` in 0...1 goes from the left of the wearer's arc to its right.
  func novelView(at time: Double, share: Double) -> Camera {
    let azimuth = start - 0.2 + (sweep + 0.4) * share
    let elevation = 0.74 + 0.2 * sin(share * 2 * .pi * 1.5 + phases[0])
    return camera(azimuth: azimuth, elevation: elevation, distance: 0.6, target: action(time))
  }

  private func camera(
    azimuth: Double, elevation: Double, distance: Double, target: SIMD3<Double>
  ) -> Camera {
    let direction = SIMD3(
      sin(azimuth) * cos(elevation), -cos(azimuth) * cos(elevation), sin(elevation))
    return Camera(
      lookingAt: target, from: target + direction * distance, width: width, height: height,
      focalLength: 1.0 * Double(max(width, height)))
  }
}
