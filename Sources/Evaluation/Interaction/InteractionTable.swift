import Foundation

/// How hand and object of a scene touch over time, and how its object moves.
public struct InteractionTable: Sendable, Equatable, Codable {
  /// The figures of a frame.
  public struct Frame: Sendable, Equatable, Codable {
    /// The frame's name.
    public var name: String
    /// When, in 0...1.
    public var time: Double
    /// The least distance between Gaussians of hand and object, metres.
    public var leastDistance: Double?
    /// The share of the object's Gaussians within 5 mm of a hand's.
    public var touched: Double?
    /// How far the object's Gaussians are from moving rigidly, metres, root mean square.
    public var residual: Double
    /// The distance of the object's middle from where it should have moved since the first frame, metres.
    public var distanceError: Double?
    /// The angle between the object's turn since the first frame and the true one, radians.
    public var angleError: Double?
  }

  /// What was measured.
  public let title: String
  /// A frame each.
  public let frames: [Frame]

  /// Puts a table together.
  public init(title: String, frames: [Frame]) {
    self.title = title
    self.frames = frames
  }

  /// Means and extremes.
  public var table: FigureTable {
    func mean(_ value: (Frame) -> Double?) -> Double? {
      let values = frames.compactMap(value)
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    func text(_ value: Double?, _ scale: Double, _ places: Int) -> String {
      value.map { String(format: "%.\(places)f", $0 * scale) } ?? "–"
    }
    let figures = [
      text(frames.compactMap(\.leastDistance).min(), 1000, 2), text(mean(\.touched), 100, 1),
      text(frames.compactMap(\.touched).max(), 100, 1), text(mean(\.residual), 1000, 2),
      text(mean(\.distanceError), 1000, 2), text(mean(\.angleError), 180 / .pi, 2),
    ]
    return FigureTable(
      title: title,
      columns: [
        "Least gap (mm)", "Object touched, mean (%)", "most (%)", "Residual to a rigid motion (mm)",
        "Object's place (mm) ↓", "Object's turn (°) ↓",
      ], rows: [figures], textColumns: 0)
  }

  /// ``table`` in Markdown, with a heading.
  public func markdown() -> String { table.markdown() }
}
