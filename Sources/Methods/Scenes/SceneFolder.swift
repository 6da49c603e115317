import Files
import Foundation
import Tensors

/// A scene on disk: `scene.json` and one safetensors file a layer.
public enum SceneFolder {
  private struct Record: Codable {
    /// The version of this layout.
    var format = 1
    var origin: Scene.Origin
    var background: [Float]
    var layers: [LayerRecord]
    var views: [SceneView]
  }

  private struct LayerRecord: Codable {
    var name: String
    var file: String
    var kind: LayerKind
  }

  /// The name of the file that makes a folder a scene.
  public static let recordName = "scene.json"

  /// Writes `scene` into `folder`, which is made if need be; the record comes last.
  /// - Throws: ``FileError`` if something cannot be written.
  public static func write(_ scene: Scene, to folder: URL) throws {
    try makeFolder(folder)
    let layers = scene.layers.map { layer in
      LayerRecord(name: layer.name, file: "layer-\(layer.name).safetensors", kind: layer.kind)
    }
    for (layer, record) in zip(scene.layers, layers) {
      try Safetensors.write(layer.state(), to: folder.appending(path: record.file))
    }
    let background = scene.background
    try JSONFile.write(
      Record(
        origin: scene.origin, background: [background.x, background.y, background.z], layers: layers,
        views: scene.views),
      to: folder.appending(path: recordName))
  }

  /// Reads the scene in `folder`.
  /// - Throws: ``FileError`` if a file is missing or not what it should be.
  public static func read(_ folder: URL) throws -> Scene {
    let file = folder.appending(path: recordName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw FileError(folder, "holds no scene.json", remedy: "name a folder that `handful reconstruct` wrote")
    }
    let record = try JSONFile.read(Record.self, from: file)
    guard record.format == 1, record.background.count == 3 else {
      throw FileError(file, "is of a format that this version does not read")
    }
    let layers = try record.layers.map { layer in
      guard !layer.file.contains("/") else { throw FileError(file, "names a layer outside its folder") }
      let url = folder.appending(path: layer.file)
      do {
        return try layer.kind.layer(named: layer.name, from: Safetensors.read(url).tensors)
      } catch let error as TensorError {
        throw FileError(url, error.reason)
      }
    }
    let background = record.background
    return Scene(
      origin: record.origin, layers: layers, background: [background[0], background[1], background[2]],
      views: record.views)
  }

  /// Makes `folder` and those above it.
  /// - Throws: ``FileError`` if that is not possible.
  public static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(folder, "cannot be made: \((error as NSError).localizedDescription)")
    }
  }
}
