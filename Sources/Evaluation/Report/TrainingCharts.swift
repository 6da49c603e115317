import Files

/// Curves of what a training logged.
struct TrainingCharts {
  let log: EventLog

  private static let total = "loss/total"
  private static let axis = "step"
  /// A smoothed curve's point is the mean of so many shares of all points.
  private static let smoothing = 40

  init(_ log: EventLog) { self.log = log }

  /// Those of which there are numbers.
  var all: [CurveChart] { [loss, parts, fit, gaussians].compactMap { $0 } }

  private var loss: CurveChart? {
    rough(
      "Loss (logarithmic; faint: single steps)", Self.total, label: "sum of all parts", isLogarithmic: true)
  }

  /// None of a loss of one part, which is the whole.
  private var parts: CurveChart? {
    let tags = log.series.keys.filter { $0.hasPrefix("loss/") && $0 != Self.total }.sorted()
    guard tags.count > 1 else { return nil }
    return CurveChart(
      title: "Parts of the loss, unweighted (logarithmic, smoothed)", horizontal: Self.axis,
      isLogarithmic: true,
      curves: tags.enumerated().map { index, tag in
        CurveChart.Curve(
          label: String(tag.dropFirst("loss/".count)), points: Self.smoothed(points(tag)), color: index)
      })
  }

  private var fit: CurveChart? {
    rough(
      "PSNR of the frames that were learnt from, dB (faint: single steps)", "psnr/training",
      label: "mean of nearby steps")
  }

  private var gaussians: CurveChart? {
    let points = points("gaussians/count")
    guard !points.isEmpty else { return nil }
    return CurveChart(
      title: "Gaussians", horizontal: Self.axis,
      curves: [.init(label: "all layers", points: points, color: 2)])
  }

  private func rough(_ title: String, _ tag: String, label: String, isLogarithmic: Bool = false)
    -> CurveChart?
  {
    let points = points(tag)
    guard !points.isEmpty else { return nil }
    return CurveChart(
      title: title, horizontal: Self.axis, isLogarithmic: isLogarithmic,
      curves: [
        .init(label: nil, points: points, color: 0),
        .init(label: label, points: Self.smoothed(points), color: 0),
      ])
  }

  private func points(_ tag: String) -> [SIMD2<Double>] {
    (log.series[tag] ?? []).filter { $0.value.isFinite }.map { [Double($0.step), $0.value] }
  }

  /// Each point's mean with those around it.
  private static func smoothed(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let reach = points.count / (2 * smoothing)
    return points.indices.map { at in
      let window = points[max(0, at - reach)..<min(points.count, at + reach + 1)]
      return [points[at].x, window.reduce(0) { $0 + $1.y } / Double(window.count)]
    }
  }
}
