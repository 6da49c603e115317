import Files
import Foundation

/// A figure over the steps of a training.
struct TrainingCurve: Encodable, Sendable, Equatable {
  /// More points than these a small picture does not show.
  private static let pointLimit = 240
  /// What is shown, in this order; rates of learning are not.
  private static let groups = ["loss/total", "loss/", "psnr", "gaussians/"]

  /// The figure's tag in the log.
  var tag: String
  /// The last figure.
  var last: Double
  var steps: [Double]
  /// Means of so many neighbouring figures as make for few points.
  var values: [Double]

  /// The curves of `log`, figures that are not finite left out.
  static func all(of log: EventLog) -> [TrainingCurve] {
    func rank(_ tag: String) -> Int? { groups.firstIndex { tag.lowercased().hasPrefix($0) } }
    return log.series.keys.compactMap { tag in rank(tag).map { (rank: $0, tag: tag) } }
      .sorted { ($0.rank, $0.tag) < ($1.rank, $1.tag) }
      .compactMap { TrainingCurve(tag: $0.tag, points: log.series[$0.tag] ?? []) }
  }

  private init?(tag: String, points: [EventLog.Point]) {
    let points = points.filter { $0.value.isFinite }
    guard let last = points.last else { return nil }
    let each = (points.count + Self.pointLimit - 1) / Self.pointLimit
    let groups = stride(from: 0, to: points.count, by: each).map { points[$0..<min(points.count, $0 + each)] }
    self.tag = tag
    self.last = last.value
    steps = groups.map { group in group.reduce(0) { $0 + Double($1.step) } / Double(group.count) }
    values = groups.map { group in group.reduce(0) { $0 + $1.value } / Double(group.count) }
  }
}
