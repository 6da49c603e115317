/// A table of Markdown whose first column is text and whose others are figures.
struct MarkdownTable {
  private let columns: [String]
  private let rows: [[String]]

  init(_ columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The lines of the table.
  var markdown: String {
    let alignment = columns.indices.map { $0 == 0 ? "---" : "--:" }
    return ([columns, alignment] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
