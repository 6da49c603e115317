import Foundation
import Tensors

/// How far the finger joints of people turn: bending, spreading and twisting of the 15 joints, in radians, against a
/// flat hand.
///
/// Generous ranges of healthy adult hands; a margin is left for models whose rest is not quite flat.
enum FingerLimits {
  /// The least angles, `[45]`.
  static var lowest: Tensor { angles(fingers.map(\.lowest), thumb.map(\.lowest)) }
  /// The largest angles, `[45]`.
  static var highest: Tensor { angles(fingers.map(\.highest), thumb.map(\.highest)) }
  /// The angles of a hand that hangs, `[45]`.
  static var mean: Tensor { angles(fingers.map(\.mean), thumb.map(\.mean)) }
  /// How far angles are from the mean, `[45]`.
  static var deviation: Tensor { angles(fingers.map(\.deviation), thumb.map(\.deviation)) }

  /// One joint, in degrees: bending, spreading, twisting.
  private struct Joint {
    var lowest: [Float]
    var highest: [Float]
    var mean: [Float]
    var deviation: [Float]
  }

  private static let fingers = [
    Joint(lowest: [-30, -25, -12], highest: [95, 25, 12], mean: [15, 0, 0], deviation: [40, 10, 5]),
    Joint(lowest: [-10, -8, -8], highest: [115, 8, 8], mean: [25, 0, 0], deviation: [45, 3, 3]),
    Joint(lowest: [-15, -8, -8], highest: [90, 8, 8], mean: [12, 0, 0], deviation: [30, 3, 3]),
  ]

  private static let thumb = [
    Joint(lowest: [-35, -40, -35], highest: [50, 40, 35], mean: [10, 0, 0], deviation: [20, 18, 12]),
    Joint(lowest: [-25, -15, -15], highest: [70, 15, 15], mean: [10, 0, 0], deviation: [25, 6, 6]),
    Joint(lowest: [-30, -8, -8], highest: [95, 8, 8], mean: [12, 0, 0], deviation: [35, 4, 4]),
  ]

  private static func angles(_ fingers: [[Float]], _ thumb: [[Float]]) -> Tensor {
    let degrees = (0..<4).flatMap { _ in fingers.joined() } + thumb.joined()
    return Tensor(degrees.map { $0 * .pi / 180 })
  }
}
