import Foundation

/// Why a rasteriser refused its input.
public enum RasterizerError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// One of the per-Gaussian inputs.
  public enum Input: String, Sendable {
    /// World positions.
    case means
    /// Rotations.
    case quaternions
    /// Standard deviations.
    case scales
    /// Opacities.
    case opacities
    /// Colours and other blended values.
    case features
    /// Harmonic coefficients.
    case coefficients
  }

  /// The Gaussian at `index` is the first that has a NaN or an infinity in `input`.
  case notFinite(Input, index: Int)
  /// The camera has a NaN or an infinity, no pixels, or a focal length or near plane that is not above 0.
  case badCamera
  /// A buffer, named, holds `count` values where `expected` are needed.
  case wrongCount(String, count: Int, expected: Int)
  /// A tensor, named, is of the type, shape or device `found` where `expected` is needed.
  case wrongTensor(String, found: String, expected: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .notFinite(let input, let index):
      "rasteriser: \(input.rawValue) of Gaussian \(index) hold a NaN or an infinity (lower the learning rate)"
    case .badCamera:
      "rasteriser: the camera needs finite numbers, a size, focal lengths and a near plane above 0"
    case .wrongCount(let name, let count, let expected):
      "rasteriser: \(name) hold \(count) values, \(expected) are needed"
    case .wrongTensor(let name, let found, let expected):
      "rasteriser: \(name) are \(found), \(expected) is needed"
    }
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
