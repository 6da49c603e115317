import Foundation

/// The figures of all true hands.
public struct HandTable: Sendable, Equatable, Codable {
  /// What was measured.
  public let title: String
  /// A hand each.
  public let hands: [HandMetrics]

  /// Puts a table together.
  public init(title: String, hands: [HandMetrics]) {
    self.title = title
    self.hands = hands
  }

  /// The errors, one line a hand and alignment, and what was left out.
  public var table: FigureTable {
    FigureTable(
      title: title,
      columns: [
        "Hand", "Alignment", "MPJPE (mm) ↓", "MPVPE (mm) ↓", "AUC 0–50 mm ↑", "Acc. error (mm/frame²) ↓",
        "Frames",
      ], rows: hands.flatMap { hand in hand.errors.map { Self.row(hand, $0) } },
      notes: hands.flatMap(Self.remarks), textColumns: 2)
  }

  /// ``table`` in Markdown, with a heading.
  public func markdown() -> String { table.markdown() }

  private static func row(_ hand: HandMetrics, _ errors: HandMetrics.Errors) -> [String] {
    func text(_ value: Double?, _ places: Int) -> String {
      value.map { String(format: "%.\(places)f", $0) } ?? "–"
    }
    return [
      name(hand), errors.alignment.title, text(errors.joints, 2), text(errors.vertices, 2),
      text(errors.jointCurveArea, 4), text(errors.acceleration, 2), "\(hand.compared)",
    ]
  }

  private static func remarks(_ hand: HandMetrics) -> [String] {
    var remarks: [String] = []
    let name = "\(name(hand)) hand"
    if hand.missed > 0 {
      remarks.append("\(name): not found in \(hand.missed) of \(hand.compared + hand.missed) frames.")
    }
    if hand.unknown > 0 {
      remarks.append("\(name): found in \(hand.unknown) frames in which the truth does not know it.")
    }
    if hand.compared > 0, !hand.hasSameMesh {
      remarks.append("\(name): the meshes have different numbers of vertices, so vertices are not compared.")
    }
    return remarks
  }

  private static func name(_ hand: HandMetrics) -> String { hand.side.rawValue.capitalized }
}
