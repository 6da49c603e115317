import Tensors

/// A layer's kind and details as a scene's record has them: `{"kind": {details}}`.
struct LayerDescription: Codable {
  private let layerType: any SceneLayer.Type
  private let details: any Codable & Sendable

  /// What is to be told of `layer`.
  init(_ layer: any SceneLayer) {
    layerType = type(of: layer)
    details = layer.details
  }

  /// Makes the layer called `name` that was saved as `state`.
  /// - Throws: what ``SceneLayer/init(name:details:state:)`` throws.
  func layer(named name: String, from state: [String: Tensor]) throws -> any SceneLayer {
    try layerType.layer(named: name, details: details, state: state)
  }

  fileprivate struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads a kind that ``LayerCatalog`` has.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1,
      let type = LayerCatalog.named(key.stringValue)
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "is no kind of layer that is known"))
    }
    layerType = type
    details = try type.details(in: container, under: key)
  }

  /// Writes the kind's name and the details.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(details, forKey: Key(stringValue: layerType.kind))
  }
}

extension SceneLayer {
  fileprivate static func details(
    in container: KeyedDecodingContainer<LayerDescription.Key>, under key: LayerDescription.Key
  ) throws -> any Codable & Sendable {
    try container.decode(Details.self, forKey: key)
  }

  /// Details that are not of this kind are an error of `state`.
  fileprivate static func layer(
    named name: String, details: any Codable & Sendable, state: [String: Tensor]
  ) throws -> any SceneLayer {
    guard let details = details as? Details else {
      throw TensorError(operation: "load", reason: "the details are not those of a layer '\(kind)'")
    }
    return try Self(name: name, details: details, state: state)
  }
}
