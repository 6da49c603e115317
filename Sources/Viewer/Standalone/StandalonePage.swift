import Captures
import Files
import Foundation
import Methods
import Splatting
import Tensors

/// The viewer's page with a whole scene inside, all layers at all times: one HTML file that opens from the disk.
///
/// The scene is in elements of the page: `scene`, JSON with what ``SceneDescription`` tells and a record a layer
/// (``EncodedLayer/Record``), and for each layer I `block-I-head` and a `block-I-G` a group G of times, in base64
/// (``ChannelBlock``).
public struct StandalonePage {
  private struct Contents: Encodable {
    var description: SceneDescription
    var layers: [EncodedLayer.Record]
  }

  /// Of a pixel: what a step of positions is for the nearest recorded camera, at the distance of what it looks at.
  private static let stepInPixels = 0.125

  private let viewed: ViewedScene
  private let layers: [EncodedLayer]
  private let parts: [Data]

  /// The largest errors of what the page shows, over all layers and times.
  public let error: QuantizationError

  /// Puts the page together.
  ///
  /// - Parameter progress: Told how many of how many times of layers are done.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``; ``FileError`` where a layer has other Gaussians at other times.
  public init(_ viewed: ViewedScene, progress: (Int, Int) -> Void = { _, _ in }) throws {
    self.viewed = viewed
    let step = Self.positionStep(viewed.scene)
    let total = viewed.scene.layers.reduce(0) { $0 + ($1 is StaticLayer ? 1 : viewed.times.count) }
    var done = 0
    let layers = try viewed.scene.layers.map { layer in
      try EncodedLayer(layer, times: viewed.times, step: step) {
        done += 1
        progress(done, total)
      }
    }
    self.layers = layers
    error = layers.reduce(into: QuantizationError()) { $0.add($1.error) }
    parts = try PageBundle().page(with: Self.content(viewed, layers))
  }

  private static func positionStep(_ scene: Scene) -> Double {
    let cameras = scene.views.filter { $0.role != .novel }.map(\.camera)
    guard let focus = CameraGaze(cameras)?.focus else { return 1e-4 }
    let pixels = cameras.map { length($0.position - focus) / max($0.focalLength.x, $0.focalLength.y) }
    return max(1e-9, stepInPixels * (pixels.min() ?? 1e-3))
  }

  private static func content(_ viewed: ViewedScene, _ layers: [EncodedLayer]) throws -> [Data] {
    let contents = Contents(
      description: SceneDescription(viewed, withPictures: false), layers: layers.map(\.record))
    // No text of a scene can end the element.
    let json = String(decoding: try JSONEncoder().encode(contents), as: UTF8.self)
      .replacing("<", with: "\\u003c")
    let blocks = layers.enumerated().flatMap { index, layer in
      let groups = layer.groups.enumerated().map { ("\($0)", $1) }
      return ([("head", layer.head)] + groups).map { ("block-\(index)-\($0)", $1) }
    }
    return [Data("<script type=\"application/json\" id=\"scene\">\(json)</script>\n".utf8)]
      + blocks.flatMap { name, text in
        [Data("<script type=\"text/plain\" id=\"\(name)\">".utf8), text, Data("</script>\n".utf8)]
      }
  }

  /// Bytes of the file.
  public var size: Int { parts.reduce(0) { $0 + $1.count } }

  /// How many Gaussians there are at a time.
  public var count: Int { layers.reduce(0) { $0 + $1.record.count } }

  /// The Gaussians of all layers at `time` as the page shows them.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  public func gaussians(at time: Double) throws -> Gaussians {
    .concatenated(
      try zip(viewed.scene.layers, layers).map { layer, encoded in
        let values = try GaussianValues(withoutGradients { layer.gaussians(at: time) })
        return encoded.quantizer.restored(encoded.quantizer.quantized(values, after: nil))
      })
  }

  /// Writes the file atomically.
  /// - Throws: ``FileError`` if it cannot be written.
  public func write(to url: URL) throws {
    try AtomicFile.write(to: url) { file in
      for part in parts { try file.write(part) }
    }
  }
}
