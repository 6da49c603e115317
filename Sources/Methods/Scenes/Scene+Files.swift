import Captures
import Files
import Foundation
import Splatting
import Tensors

extension Scene {
  private static let importedMethod = "imported"

  /// Whether the scene was read from a file of Gaussians, where -y is upwards.
  public var isImported: Bool { origin.method == Self.importedMethod }

  /// The scene at `url`: a folder that ``SceneFolder`` reads, or a file of Gaussians that ``GaussianFile`` reads.
  ///
  /// Gaussians of a file are one layer at rest, `scene`, on black. As files tell of no cameras, the views go around
  /// the middle of what is there, with the axis -y upwards as programs for such files have it.
  /// - Throws: `FileError` if it cannot be read.
  public init(contentsOf url: URL) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    guard exists, !isFolder.boolValue else {
      self = try SceneFolder.read(url)
      return
    }
    let model = try withTensorErrors { try GaussianFile.read(url) }
    guard model.count > 0 else { throw FileError(url, "holds no Gaussians") }
    let origin = Origin(
      method: Self.importedMethod, capture: url.lastPathComponent, split: CaptureSplit.all.description,
      downscale: 1,
      iterations: 0, seed: 0)
    let views = CameraRing(around: model).views
    let layer = StaticLayer(name: "scene", takingOver: model)
    self.init(origin: origin, layers: [layer], background: .zero, views: views)
  }
}
