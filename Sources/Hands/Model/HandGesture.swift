/// Poses of the fingers by name, for looking at models and as starting points.
public enum HandGesture: String, Sendable, CaseIterable {
  /// As the model's template is.
  case flat
  /// Slightly bent, as hands hang.
  case relaxed
  /// All fingers bent, the thumb over them.
  case fist
  /// The index finger straight, the others bent.
  case point
  /// The tips of thumb and index finger together.
  case pinch
  /// Fingers spread.
  case spread

  /// The axis-angle pose of the 15 finger joints, counted from the flat hand, of models with this anatomy.
  public func fingerPose(_ anatomy: HandAnatomy) -> [Float] {
    let degrees = fingerDegrees + thumbDegrees
    return anatomy.fingerPose(degrees.map { $0 * (.pi / 180) })
  }

  /// Bending, spreading and twisting of index, middle, little and ring finger, three joints each, in degrees.
  private var fingerDegrees: [SIMD3<Double>] {
    let straight: [Double] = [0, 0, 0]
    let closed: [Double] = [75, 95, 60]
    let bends: [[Double]] =
      switch self {
      case .flat, .spread: [straight, straight, straight, straight]
      case .relaxed: Array(repeating: [15, 25, 12], count: 4)
      case .fist: Array(repeating: closed, count: 4)
      case .point: [straight, closed, closed, closed]
      case .pinch: [[45, 45, 25], [25, 30, 15], [15, 25, 10], [20, 25, 12]]
      }
    let spreads: [Double] = self == .spread ? [12, 2, -16, -8] : [0, 0, 0, 0]
    return zip(bends, spreads).flatMap { bend, spread in
      bend.enumerated().map { SIMD3($1, $0 == 0 ? spread : 0, 0) }
    }
  }

  /// The same of the thumb's three joints.
  private var thumbDegrees: [SIMD3<Double>] {
    switch self {
    case .flat: [.zero, .zero, .zero]
    case .spread: [[-12, 0, 0], .zero, .zero]
    case .relaxed: [[10, 0, 0], [10, 0, 0], [12, 0, 0]]
    case .fist, .point: [[20, 15, 0], [35, 0, 0], [50, 0, 0]]
    case .pinch: [[25, 10, 0], [15, 0, 0], [20, 0, 0]]
    }
  }
}
