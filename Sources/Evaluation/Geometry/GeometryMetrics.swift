/// How close a surface comes to the true one.
public struct GeometryMetrics: Sendable, Equatable, Codable {
  /// The Chamfer distance, metres: see ``SurfaceDistances/chamfer``.
  public var chamfer: Double
  /// The Chamfer distance of squares, cm²: see ``SurfaceDistances/squaredChamfer``.
  public var squaredChamfer: Double
  /// The F-score at 5 mm, 0...1.
  public var fScore5: Double
  /// The F-score at 10 mm, 0...1.
  public var fScore10: Double

  /// Puts figures together.
  public init(chamfer: Double, squaredChamfer: Double, fScore5: Double, fScore10: Double) {
    self.chamfer = chamfer
    self.squaredChamfer = squaredChamfer
    self.fScore5 = fScore5
    self.fScore10 = fScore10
  }

  /// The figures of distances that were measured.
  public init(_ distances: SurfaceDistances) {
    self.init(
      chamfer: distances.chamfer, squaredChamfer: distances.squaredChamfer,
      fScore5: distances.fScore(threshold: 0.005), fScore10: distances.fScore(threshold: 0.01))
  }

  /// The means of some figures, each weighing the same; none of none.
  static func mean(_ metrics: [GeometryMetrics]) -> GeometryMetrics? {
    guard !metrics.isEmpty else { return nil }
    func mean(_ value: (GeometryMetrics) -> Double) -> Double {
      metrics.reduce(0) { $0 + value($1) } / Double(metrics.count)
    }
    return GeometryMetrics(
      chamfer: mean(\.chamfer), squaredChamfer: mean(\.squaredChamfer), fScore5: mean(\.fScore5),
      fScore10: mean(\.fScore10))
  }
}
