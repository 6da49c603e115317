import Foundation

/// Why no Gaussians can be made of a point cloud.
public enum GaussianInitializationError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// There are no points.
  case empty
  /// The point at `index` has a NaN or an infinity in its position or colour.
  case notFinite(index: Int)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .empty: "the point cloud is empty (give scene points, or start from random ones)"
    case .notFinite(let index):
      "point \(index) of the point cloud has a NaN or an infinity (remove it from the file)"
    }
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
