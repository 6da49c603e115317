/// A table whose first columns name things and whose others are figures.
public struct FigureTable: Sendable, Equatable, Codable {
  /// What the table shows.
  public var title: String
  /// The names of all columns.
  public var columns: [String]
  /// The cells of each row, as many as there are columns.
  public var rows: [[String]]
  /// What is to be said below it.
  public var notes: [String] = []
  /// So many columns hold names.
  public var textColumns = 1

  /// The table in Markdown, with a heading and a line feed at the end.
  public func markdown() -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    let alignment = columns.indices.map { $0 < textColumns ? ":--|" : "--:|" }
    let lines = ["### \(title)", "", line(columns), "|" + alignment.joined()] + rows.map(line)
    return (lines + notes.flatMap { ["", $0] }).joined(separator: "\n") + "\n"
  }

  /// The table in HTML.
  public func html() -> String {
    func line(_ cells: [String], _ tag: String) -> String {
      let marked = cells.enumerated().map { place, cell in
        "<\(tag)\(place < textColumns ? " class=\"text\"" : "")>\(HTMLText.escaped(cell))</\(tag)>"
      }
      return "<tr>\(marked.joined())</tr>"
    }
    let body = rows.map { line($0, "td") }.joined(separator: "\n")
    let notes = notes.map { "<p>\(HTMLText.escaped($0))</p>" }.joined(separator: "\n")
    return """
      <h3>\(HTMLText.escaped(title))</h3>
      <div class="wide"><table>
      <thead>\(line(columns, "th"))</thead>
      <tbody>
      \(body)
      </tbody>
      </table></div>
      \(notes)
      """
  }
}
