import Images

/// A distance of pictures as people see it, by a network; 0 for equal ones.
public protocol PerceptualMetric: Sendable {
  /// Its name in tables.
  var name: String { get }

  /// The distance of two pictures.
  /// - Throws: `TensorError` or ``MetricsError`` if the network does not take or give what it should.
  func distance(_ images: ComparedImages) throws -> PerceptualDistance
}

/// How far two pictures are from each other.
public struct PerceptualDistance: Sendable {
  /// Over the whole picture.
  public var mean: Double
  /// At each pixel, one channel; none from networks that give one number only.
  public var map: PixelGrid<Float>?

  /// Puts a distance together.
  public init(mean: Double, map: PixelGrid<Float>? = nil) {
    self.mean = mean
    self.map = map
  }
}
