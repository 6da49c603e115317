import Foundation

/// The figures of a surface: of each frame, their mean, and those after alignment.
public struct GeometryTable: Sendable, Equatable, Codable {
  /// The figures of one frame.
  public struct Frame: Sendable, Equatable, Codable {
    /// The frame's name.
    public var name: String
    /// Its figures.
    public var metrics: GeometryMetrics

    /// Puts a frame's figures together.
    public init(name: String, metrics: GeometryMetrics) {
      self.name = name
      self.metrics = metrics
    }
  }

  /// What was measured.
  public let title: String
  /// Points drawn from either surface, at most.
  public let points: Int
  /// The frames in the order measured.
  public let frames: [Frame]
  /// The mean over the frames.
  public let mean: GeometryMetrics?
  /// The figures of the first frame after ``ClosestPointAlignment``.
  public let aligned: GeometryMetrics?
  /// Frames in which there was nothing to measure.
  public let skipped: Int

  /// Puts a table together and computes the mean.
  public init(title: String, points: Int, frames: [Frame], aligned: GeometryMetrics?, skipped: Int = 0) {
    self.title = title
    self.points = points
    self.frames = frames
    mean = GeometryMetrics.mean(frames.map(\.metrics))
    self.aligned = aligned
    self.skipped = skipped
  }

  /// The mean and the aligned figures.
  public var table: FigureTable {
    let known = [("As it is", mean, frames.count), ("Aligned, with its size", aligned, 1)]
    return FigureTable(
      title: title,
      columns: ["Surface", "Chamfer (mm) ↓", "Chamfer² (cm²) ↓", "F at 5 mm ↑", "F at 10 mm ↑", "Frames"],
      rows: known.compactMap { name, metrics, frames in metrics.map { Self.row(name, $0, frames) } },
      notes: skipped > 0 ? ["Nothing to measure in \(skipped) further frames."] : [])
  }

  /// ``table`` in Markdown, with a heading.
  public func markdown() -> String { table.markdown() }

  private static func row(_ name: String, _ metrics: GeometryMetrics, _ frames: Int) -> [String] {
    [
      name, String(format: "%.2f", metrics.chamfer * 1000), String(format: "%.3f", metrics.squaredChamfer),
      String(format: "%.4f", metrics.fScore5), String(format: "%.4f", metrics.fScore10), "\(frames)",
    ]
  }
}
