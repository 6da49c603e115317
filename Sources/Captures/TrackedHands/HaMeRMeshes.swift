import Files
import Foundation
import Hands
import Splatting

/// The meshes that the demos of HaMeR and WiLoR save with `--save_mesh`: `IMAGE_0.obj`, one a hand.
///
/// (`geopavlakos/hamer`: `demo.py`, `hamer/utils/renderer.py`; `rolpotamias/WiLoR` likewise.) The vertices, with the
/// camera's translation added and of left hands mirrored, are turned by half about x: y and z have the other sign than
/// in OpenCV's frame.
struct HaMeRMeshes {
  let folder: URL
  let models: TrackedHandModels

  /// The hands by the images' names.
  ///
  /// - Parameter camera: The camera of an image of this name, which the tracker assumed.
  func hands(camera: (String) -> TrackerCamera?) throws -> [String: [SeenHand]] {
    let files = try SequenceFolders.contents(of: folder).filter { $0.hasSuffix(".obj") }
    guard models.areMANO else {
      throw FileError(
        folder, "holds meshes, whose vertices only MANO's files explain",
        remedy: "name the folder with MANO_RIGHT.pkl and MANO_LEFT.pkl (https://mano.is.tue.mpg.de)")
    }
    let model = models.models[.right]
    var hands: [String: [SeenHand]] = [:]
    for file in files {
      let stem = (file as NSString).deletingPathExtension
      guard let underscore = stem.lastIndex(of: "_"), Int(stem[underscore...].dropFirst()) != nil else {
        continue
      }
      let image = String(stem[..<underscore])
      guard let camera = camera(image) else { continue }
      let url = folder.appending(path: file)
      let mesh = try MANOMesh(
        ObjectMeshFile.read(url), faces: model.faces, vertexCount: model.vertexCount, url: url)
      let vertices = mesh.vertices.map { SIMD3($0.x, -$0.y, -$0.z) }
      hands[image, default: []].append(
        SeenHand(side: mesh.side, geometry: .vertices(vertices), camera: camera))
    }
    return hands
  }
}
