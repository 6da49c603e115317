import Splatting

/// What a Gaussian has, as the page that holds its scene keeps it: whole numbers of steps, in channels.
enum GaussianAttribute: String, CaseIterable, Encodable {
  /// x, y, z; the step is the scene's.
  case position
  /// The unit quaternion w, x, y, z.
  case rotation
  /// Natural logarithms of the three scales.
  case scale
  /// In 0...1.
  case opacity
  /// Coefficients of degree 0: red, green, blue.
  case color
  /// Coefficients from degree 1 on: red, green, blue of each.
  case harmonics

  /// Half of it is the largest error; of positions it is the scene's.
  func step(ofPositions positionStep: Double) -> Double {
    switch self {
    case .position: positionStep
    case .rotation: 1.0 / 512
    case .scale, .color, .harmonics: 1.0 / 64
    case .opacity: 1.0 / 255
    }
  }

  /// Its channels among all channels of Gaussians of this degree.
  func channels(degree: Int) -> Range<Int> {
    switch self {
    case .position: 0..<3
    case .rotation: 3..<7
    case .scale: 7..<10
    case .opacity: 10..<11
    case .color: 11..<14
    case .harmonics: 14..<11 + 3 * SphericalHarmonics.count(degree: degree)
    }
  }
}
