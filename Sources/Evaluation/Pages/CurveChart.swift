import Foundation

/// Curves over a common axis, drawn as SVG that stands in a page.
struct CurveChart: Sendable {
  /// Points from left to right.
  struct Curve: Sendable {
    /// The name in the legend; a curve without one is drawn faintly.
    var label: String?
    /// Across and up; points that are not finite are left out.
    var points: [SIMD2<Double>]
    /// Which of the colours it has.
    var color: Int
  }

  /// What is shown.
  var title: String
  /// What is counted from left to right.
  var horizontal: String
  /// Whether heights are logarithms; points that are not above 0 are left out then.
  var isLogarithmic = false
  /// The curves, the last on top.
  var curves: [Curve]

  private static let (width, height) = (480.0, 250.0)
  /// The rectangle of the curves.
  private static let (left, right, top, bottom) = (52.0, 468.0, 12.0, 208.0)
  /// Told apart in print too, as lightness differs between neighbours.
  private static let colors = [
    "#1b6ca8", "#c8553d", "#3a7d44", "#8e5ea2", "#b8860b", "#444444", "#e07a9b", "#00798c", "#7a4419",
    "#5b8c5a",
  ]

  /// The chart with its title and legend; nothing where no curve has a point.
  func html() -> String {
    let curves = curves.map { curve in
      var curve = curve
      curve.points.removeAll { !$0.x.isFinite || !$0.y.isFinite || (isLogarithmic && $0.y <= 0) }
      return curve
    }.filter { !$0.points.isEmpty }
    guard !curves.isEmpty else { return "" }
    let points = curves.flatMap(\.points)
    let across = ChartScale(points.map(\.x), isTight: true)
    let up = ChartScale(points.map(\.y), isLogarithmic: isLogarithmic)
    let lines = curves.map { Self.line($0, across, up) }.joined(separator: "\n")
    let title = HTMLText.escaped(title)
    return """
      <figure class="chart">
      <figcaption>\(title)</figcaption>
      <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(title)">
      \(axes(across, up))
      \(lines)
      </svg>
      \(Self.legend(curves))
      </figure>
      """
  }

  private func axes(_ across: ChartScale, _ up: ChartScale) -> String {
    let rows = up.ticks.map { tick in
      let y = Self.text(Self.bottom - tick.place * (Self.bottom - Self.top))
      return """
        <line x1="\(Self.left)" x2="\(Self.right)" y1="\(y)" y2="\(y)" stroke="#ddd"/>\
        <text x="\(Self.left - 5)" y="\(y)" dy=".35em" text-anchor="end">\(tick.label)</text>
        """
    }
    let columns = across.ticks.map { tick in
      let x = Self.text(Self.left + tick.place * (Self.right - Self.left))
      return """
        <line x1="\(x)" x2="\(x)" y1="\(Self.bottom)" y2="\(Self.bottom + 4)" stroke="#888"/>\
        <text x="\(x)" y="\(Self.bottom + 17)" text-anchor="middle">\(tick.label)</text>
        """
    }
    let name = """
      <text x="\(Self.right)" y="\(Self.height - 8)" text-anchor="end">\(HTMLText.escaped(horizontal))</text>
      """
    return (rows + columns + [name]).joined(separator: "\n")
  }

  private static func line(_ curve: Curve, _ across: ChartScale, _ up: ChartScale) -> String {
    let color = colors[curve.color % colors.count]
    let places = curve.points.map { point in
      (left + across.place(point.x) * (right - left), bottom - up.place(point.y) * (bottom - top))
    }
    // A single point makes no line.
    if places.count == 1 {
      return #"<circle cx="\#(text(places[0].0))" cy="\#(text(places[0].1))" r="3" fill="\#(color)"/>"#
    }
    let corners = places.map { "\(text($0.0)),\(text($0.1))" }.joined(separator: " ")
    let look = curve.label == nil ? #"stroke-opacity=".35" stroke-width="1""# : #"stroke-width="2""#
    return #"<polyline points="\#(corners)" fill="none" stroke="\#(color)" \#(look)/>"#
  }

  private static func legend(_ curves: [Curve]) -> String {
    let entries = curves.compactMap { curve in
      curve.label.map { label in
        """
        <li><svg viewBox="0 0 20 8" aria-hidden="true"><line x1="0" x2="20" y1="4" y2="4" \
        stroke="\(colors[curve.color % colors.count])" stroke-width="4"/></svg> \(HTMLText.escaped(label))</li>
        """
      }
    }
    return "<ul class=\"legend\">\(entries.joined())</ul>"
  }

  private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
