/// A page in one file: what it shows is inside.
struct HTMLPage {
  /// The title, as text.
  var title: String
  /// What is added to the common style.
  var style = ""
  /// What the page shows, as HTML.
  var body: String

  /// The page.
  func html() -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(Self.style)
    \(style)
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  /// Text, tables, pictures and curves, on screens of any width and on paper.
  private static let style = """
    body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; margin: 2rem auto; max-width: 1400px;
      padding: 0 1rem; overflow-wrap: anywhere; }
    h1, h2, h3 { line-height: 1.25; }
    h2 { margin-top: 2.2rem; border-bottom: 1px solid #ddd; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; overflow-wrap: normal; }
    th, td { border: 1px solid #bbb; padding: .2rem .6rem; text-align: right; vertical-align: top;
      font-variant-numeric: tabular-nums; }
    th.text, td.text { text-align: left; }
    figure { margin: 0; }
    figcaption { font-size: .85rem; }
    img, video { max-width: 100%; height: auto; display: block; }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 1.2rem; }
    .chart { max-width: 640px; }
    .chart svg { width: 100%; height: auto; display: block; background: #fafafa; border: 1px solid #ddd; }
    .chart text { font: 13px system-ui, sans-serif; fill: #444; }
    .legend { list-style: none; margin: .2rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .85rem; }
    .legend svg { display: inline-block; width: 1.6em; height: .7em; border: 0; background: none; }
    @media print {
      body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
      h1, h2, h3 { break-after: avoid; }
      figure, tr, .together { break-inside: avoid; }
      .wide { overflow: visible; }
      .charts { grid-template-columns: 1fr 1fr; }
    }
    """
}
