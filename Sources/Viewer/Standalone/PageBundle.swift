import Files
import Foundation

/// The viewer's page as one file that loads nothing: its modules in one script, its style and icon inside.
struct PageBundle {
  /// Only the page's own script runs, nothing is loaded from anywhere, and nothing can be sent.
  private static let policy =
    "default-src 'none'; script-src 'unsafe-inline'; worker-src blob:; style-src 'unsafe-inline'; "
    + "img-src data: blob:; base-uri 'none'; form-action 'none'"

  private let files: PageFiles

  init() throws { files = try PageFiles() }

  /// The page with `content`, HTML, at the end of its body.
  /// - Throws: ``FileError`` where a file of the page is missing or written in a way that is not known here.
  func page(with content: [Data]) throws -> [Data] {
    var page = try text("index.html")
    let style = try text("style.css")
    let icon = Data(try text("icon.svg").utf8).base64EncodedString()
    try Self.replace(
      "<meta charset=\"utf-8\">",
      "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy)\">",
      in: &page)
    try Self.replace("href=\"icon.svg\"", "href=\"data:image/svg+xml;base64,\(icon)\"", in: &page)
    try Self.replace(
      "<link rel=\"stylesheet\" href=\"style.css\">", "<style>\n\(style)</style>", in: &page)
    try Self.replace(
      "<script type=\"module\" src=\"main.js\"></script>",
      "<script type=\"module\">\n\(Self.inScript(try script()))</script>", in: &page)
    guard let end = page.range(of: "</body>") else { throw Self.unknown("index.html", "has no end") }
    return [Data(page[..<end.lowerBound].utf8)] + content + [Data(page[end.lowerBound...].utf8)]
  }

  /// Text that stands in a script's element and cannot end it.
  private static func inScript(_ text: String) -> String {
    text.replacing("</script", with: "<\\/script").replacing("<!--", with: "<\\!--")
  }

  private func text(_ name: String) throws -> String {
    guard let file = files[name] else {
      throw FileError(name, "is missing in the viewer's page", remedy: "build Handful again")
    }
    return String(decoding: file.data, as: UTF8.self)
  }

  private static func replace(_ old: String, _ new: String, in page: inout String) throws {
    guard page.contains(old) else { throw unknown("index.html", "has no \(old)") }
    page = page.replacing(old, with: new)
  }

  private static func unknown(_ name: String, _ problem: String) -> FileError {
    FileError(name, problem, remedy: "PageBundle.swift has to know how the page is written")
  }

  // MARK: - The script

  /// All modules that `main.js` needs, each a function that gives what it exports, after those that it needs itself.
  private func script() throws -> String {
    var parts: [String] = []
    var done: Set<String> = []
    try add("main.js", to: &parts, &done)
    return parts.joined(separator: "\n")
  }

  private func add(_ name: String, to parts: inout [String], _ done: inout Set<String>) throws {
    guard done.insert(name).inserted else { return }
    var source = try text(name)
    var needed: [String] = []
    source.replace(#/(?m)^import \{([^}]*)\} from "\./([\w-]+\.js)";$/#) { match in
      needed.append(String(match.2))
      return "const {\(match.1.replacing(" as ", with: ": "))} = \(Self.variable(String(match.2)));"
    }
    for other in needed { try add(other, to: &parts, &done) }
    var exported: [String] = []
    source.replace(#/(?m)^export ((?:async )?(?:function|class|const|let) (\w+))/#) { match in
      exported.append(String(match.2))
      return String(match.1)
    }
    // Files that a module loads beside itself are the page's text too.
    for match in source.matches(of: #/new URL\("([\w-]+\.js)", import\.meta\.url\)/#) {
      let blob = "new Blob([\(try Self.json(text(String(match.1))))], { type: \"text/javascript\" })"
      source = source.replacing(match.0, with: "URL.createObjectURL(\(blob))")
    }
    guard source.firstMatch(of: #/(?m)^(import|export)\b|import\.meta/#) == nil else {
      throw Self.unknown(name, "imports or exports in another way than the others")
    }
    let isEntry = name == "main.js"
    parts.append(
      """
      const \(Self.variable(name)) = \(isEntry ? "await (async " : "(")() => {
      \(source)
      return { \(exported.joined(separator: ", ")) };
      })();
      """)
    // For the console and for programs that drive the page.
    if isEntry { parts.append("globalThis.handful = \(Self.variable(name));\n") }
  }

  private static func variable(_ name: String) -> String {
    "module_" + name.dropLast(3).replacing("-", with: "_")
  }

  private static func json(_ text: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(text), as: UTF8.self)
  }
}
