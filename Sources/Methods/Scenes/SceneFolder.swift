import Captures
import Files
import Foundation
import Tensors

/// A scene on disk: `scene.json`, one safetensors file a layer, and `hands.npz` where hands were refined.
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
    var kind: LayerDescription
  }

  /// The name of the file that makes a folder a scene.
  public static let recordName = "scene.json"
  /// The name of the file of refined hands.
  public static let handsName = "hands.npz"
  /// The name of the file with the settings of the method that made the scene.
  public static let settingsName = "config.json"
  /// The name of the folder with the figures of the training's steps, for `EventLog` and TensorBoard.
  public static let eventsName = "events"
  /// The name of the file from which training goes on.
  public static var checkpointName: String { Checkpoint.fileName }

  /// Writes `scene` into `folder`, which is made if need be; the record comes last.
  /// - Throws: ``FileError`` if something cannot be written.
  public static func write(_ scene: Scene, to folder: URL) throws {
    try write(scene, to: folder, mark: "")
  }

  /// Writes `scene` into `folder` in place of an earlier state of it, with fewer iterations: who reads meanwhile sees the
  /// old state or the whole new one, and has until the next one to read it.
  /// - Throws: ``FileError`` if something cannot be written or removed.
  static func replace(_ scene: Scene, in folder: URL) throws {
    let record = folder.appending(path: recordName)
    let old = (try? JSONFile.read(Record.self, from: record))?.layers.map(\.file) ?? []
    try write(scene, to: folder, mark: "-\(scene.origin.iterations)")
    let new = try JSONFile.read(Record.self, from: record).layers.map(\.file)
    for name in layerFiles(in: folder) where !(old + new).contains(name) {
      try remove(folder.appending(path: name))
    }
  }

  private static func write(_ scene: Scene, to folder: URL, mark: String) throws {
    try makeFolder(folder)
    let layers = scene.layers.map { layer in
      LayerRecord(
        name: layer.name, file: "layer-\(layer.name)\(mark).safetensors", kind: LayerDescription(layer))
    }
    for (layer, record) in zip(scene.layers, layers) {
      try Safetensors.write(layer.state(), to: folder.appending(path: record.file))
    }
    let hands = folder.appending(path: handsName)
    if scene.hands.isEmpty { try remove(hands) } else { try HandsFile.write(scene.hands, to: hands) }
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
    try check(record, file)
    let layers = try record.layers.map { layer in
      let url = folder.appending(path: layer.file)
      do {
        return try layer.kind.layer(named: layer.name, from: Safetensors.read(url).tensors)
      } catch let error as TensorError {
        throw FileError(url, error.reason)
      } catch let error as Settings.SettingError {
        throw FileError(file, "layer '\(layer.name)': \(error)")
      }
    }
    let hands = folder.appending(path: handsName)
    let background = record.background
    return Scene(
      origin: record.origin, layers: layers, background: [background[0], background[1], background[2]],
      views: record.views,
      hands: FileManager.default.fileExists(atPath: hands.path) ? try HandsFile.read(hands) : [])
  }

  private static func check(_ record: Record, _ file: URL) throws {
    guard record.format == 1, record.background.count == 3 else {
      throw FileError(file, "is of a format that this version does not read")
    }
    guard record.layers.allSatisfy({ !$0.file.contains("/") }) else {
      throw FileError(file, "names a layer outside its folder")
    }
    guard Set(record.layers.map(\.name)).count == record.layers.count else {
      throw FileError(file, "has two layers of one name")
    }
    guard record.origin.downscale >= 1 else { throw FileError(file, "its origin.downscale is below 1") }
    if let view = record.views.first(where: { !$0.isUsable }) {
      throw FileError(file, "the camera or time of view '\(view.name)' cannot be used")
    }
  }

  /// Removes the scene in `folder`, if there is one, and leaves all other files.
  /// - Throws: ``FileError`` if a file of it cannot be removed.
  public static func remove(from folder: URL) throws {
    try SceneSnapshots.remove(from: folder)
    let others = [recordName, handsName, Checkpoint.fileName, eventsName]
    for name in names(in: folder).filter(others.contains) + layerFiles(in: folder) {
      try remove(folder.appending(path: name))
    }
  }

  private static func names(in folder: URL) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  }

  private static func layerFiles(in folder: URL) -> [String] {
    names(in: folder).filter { $0.hasPrefix("layer-") && $0.hasSuffix(".safetensors") }
  }

  /// Removes a file, or a folder with all that it holds, if it is there.
  static func remove(_ url: URL) throws {
    do {
      try FileManager.default.removeItem(at: url)
    } catch CocoaError.fileNoSuchFile {
      return
    } catch {
      throw FileError(url, "cannot be removed", remedy: "see that the folder may be written to")
    }
  }

  /// Whether `folder` has a scene, or the checkpoint or a snapshot of one to be.
  public static func isScene(_ folder: URL) -> Bool {
    [recordName, Checkpoint.fileName, SceneSnapshots.folderName].contains {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
  }

  /// Makes `folder` and those above it.
  /// - Throws: ``FileError`` if that is not possible.
  public static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch CocoaError.fileWriteFileExists {
      throw FileError(folder, "is a file, where a folder is needed", remedy: "choose another name")
    } catch {
      throw FileError(folder, "this folder cannot be made", remedy: "see that the place may be written to")
    }
  }
}
