import Files

/// Columns and rows of a picture.
public struct ImageSize: Sendable, Equatable, Hashable, CustomStringConvertible {
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// Makes a size from columns and rows.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// `width x height`.
  public var description: String { "\(width)x\(height)" }

  /// The most pixels that are decoded: 16384 x 16384.
  private static let maximumPixels = 1 << 28

  /// Refuses sizes that no recorded picture has, before memory is taken for them.
  func check(name: String) throws {
    guard width > 0, height > 0, width <= Self.maximumPixels / height else {
      throw FileError(name, "is a picture of \(self) pixels; at most \(Self.maximumPixels) are taken")
    }
  }
}
