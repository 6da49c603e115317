import Foundation
import Methods

/// What the page asks for of one scene.
///
/// | path | answer |
/// |---|---|
/// | `scene.json` | ``SceneDescription`` |
/// | `layers/I/T` | the Gaussians of layer I at the time of index T: ``PackedGaussians`` |
/// | `contact/I/T` | how near hand and object are then: ``ContactStore`` |
/// | `views/I.jpg` | the picture that view I was recorded as, where the capture is at hand |
struct SceneContent: Sendable {
  private let description: PageFiles.File
  private let layers: LayerStore
  private let contact: ContactStore
  private let pictures: ViewPictures

  /// - Parameter isLive: whether another state of the scene may follow.
  init(_ viewed: ViewedScene, isLive: Bool = false) throws {
    var description = SceneDescription(viewed)
    description.isLive = isLive
    self.description = try .json(description)
    layers = LayerStore(viewed)
    contact = ContactStore(viewed)
    pictures = ViewPictures(frames: viewed.frames)
  }

  /// The answer to a path, in parts; none where there is no such thing.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``, ``FileError`` for a picture that cannot be read.
  func answer(to parts: [String]) async throws -> PageFiles.File? {
    switch parts.count {
    case 1 where parts[0] == "scene.json": return description
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
  static func index(_ text: some StringProtocol) -> Int? {
    (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }
}
