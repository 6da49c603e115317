import FlyingFox
import Foundation
import Images
import Methods

/// Answers what the page asks for, and refuses all else.
///
/// | route | answer |
/// |---|---|
/// | `/`, `/NAME` | the page, and its modules by name |
/// | `/scene.json` | ``SceneDescription`` |
/// | `/layers/I/T` | the Gaussians of layer I at the time of index T: ``PackedGaussians`` |
/// | `/contact/I/T` | how near hand and object are then: ``ContactStore`` |
/// | `/views/I.jpg` | the picture that view I was recorded as, where the capture is at hand |
struct ViewerRoutes: HTTPHandler {
  /// What the page may load: itself.
  private static let policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    + "frame-ancestors 'none'; form-action 'none'"
  /// Bytes of an answer that are sent at once.
  private static let pieceSize = 1 << 20

  private let page: PageFiles
  private let description: Data
  private let layers: LayerStore
  private let contact: ContactStore
  private let pictures: ViewPictures
  /// The names by which a browser may call the server; any where it listens to other machines.
  private let hosts: Set<String>?

  init(_ viewed: ViewedScene, hosts: Set<String>?) throws {
    page = try PageFiles()
    description = try JSONEncoder().encode(SceneDescription(viewed))
    layers = LayerStore(viewed)
    contact = ContactStore(viewed)
    pictures = ViewPictures(frames: viewed.frames)
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
    switch parts.count {
    case 1 where parts[0] == "scene.json": return .init(data: description, type: "application/json")
    case 1: return page[parts[0].isEmpty ? "index.html" : parts[0]]
    case 2 where parts[0] == "views" && parts[1].hasSuffix(".jpg"):
      guard let index = Self.index(parts[1].dropLast(4)) else { return nil }
      return try pictures[index]
    case 3 where ["layers", "contact"].contains(parts[0]):
      guard let layer = Self.index(parts[1]), let time = Self.index(parts[2]) else { return nil }
      let data =
        parts[0] == "layers"
        ? try await layers.data(layer: layer, time: time) : try await contact.data(layer: layer, time: time)
      return data.map { .init(data: $0, type: "application/octet-stream") }
    default: return nil
    }
  }

  /// A whole number of at most nine digits and nothing else.
  private static func index(_ text: some StringProtocol) -> Int? {
    (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
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
