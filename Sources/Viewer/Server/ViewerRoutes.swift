import FlyingFox
import Foundation

/// Answers what the page asks for, and refuses all else.
///
/// | route | answer |
/// |---|---|
/// | `/`, `/NAME` | the page, and its modules by name |
/// | `/scene.json`, `/layers/I/T`, … | what ``SceneContent`` has of the scene |
///
/// and for a scene that grows
///
/// | route | answer |
/// |---|---|
/// | `/scene.json` | a ``SceneDescription`` of nothing yet, which says that it is live |
/// | `/live.json` | ``LiveStatus`` |
/// | `/revisions/R/…` | what ``SceneContent`` has of the scene's state R, while R is new |
struct ViewerRoutes: HTTPHandler {
  /// What is shown.
  enum Content: Sendable {
    case scene(SceneContent)
    case live(LiveScenes)
  }

  /// What the page may load: itself.
  private static let policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    + "frame-ancestors 'none'; form-action 'none'"
  /// Bytes of an answer that are sent at once.
  private static let pieceSize = 1 << 20

  private let page: PageFiles
  private let content: Content
  /// The names by which a browser may call the server; any where it listens to other machines.
  private let hosts: Set<String>?

  init(_ content: Content, hosts: Set<String>?) throws {
    page = try PageFiles()
    self.content = content
    self.hosts = hosts
  }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard isFromHere(request) else { return Self.refusal(.forbidden) }
    guard request.method == .GET else { return Self.refusal(.methodNotAllowed) }
    do {
      // The path as it was sent: no route has a character that needs escaping, and none has dots for folders.
      guard let answer = try await answer(to: request.target.path(percentEncoded: true)) else {
        return Self.refusal(.notFound)
      }
      return Self.response(.ok, answer.data, type: answer.type)
    } catch {
      return Self.response(.internalServerError, Data("\(error)\n".utf8), type: "text/plain; charset=utf-8")
    }
  }

  /// A page of another site can have its name point here: what it asks for comes with its own name.
  private func isFromHere(_ request: HTTPRequest) -> Bool {
    guard let hosts else { return true }
    guard let host = request.headers[.host] else { return false }
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    return hosts.contains(name.lowercased())
  }

  private func answer(to path: String) async throws -> PageFiles.File? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    if parts.count == 1, let file = page[parts[0].isEmpty ? "index.html" : parts[0]] { return file }
    switch content {
    case .scene(let scene): return try await scene.answer(to: parts)
    case .live(let scenes): return try await Self.answer(to: parts, scenes)
    }
  }

  private static func answer(to parts: [String], _ scenes: LiveScenes) async throws -> PageFiles.File? {
    switch parts.first {
    case "scene.json" where parts.count == 1: return try .json(scenes.description)
    case "live.json" where parts.count == 1: return try .json(await scenes.status())
    case "revisions" where parts.count > 2:
      guard let revision = SceneContent.index(parts[1]) else { return nil }
      return try await scenes.content(revision)?.answer(to: Array(parts[2...]))
    default: return nil
    }
  }

  private static func refusal(_ status: HTTPStatusCode) -> HTTPResponse {
    response(status, Data("\(status.phrase)\n".utf8), type: "text/plain; charset=utf-8")
  }

  private static func response(_ status: HTTPStatusCode, _ body: Data, type: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [
        .contentType: type, .cacheControl: "no-store", HTTPHeader("X-Content-Type-Options"): "nosniff",
        HTTPHeader("Content-Security-Policy"): policy,
      ], body: HTTPBodySequence(data: body, suggestedBufferSize: pieceSize))
  }
}
