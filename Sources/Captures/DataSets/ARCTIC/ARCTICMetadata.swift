import Files
import Foundation
import Splatting

/// What `meta/misc.json` of ARCTIC states of a subject's recordings.
struct ARCTICMetadata: Decodable {
  /// The matrices of the eight standing cameras, by rows.
  let intrinsics: [[[Double]]]
  /// From the world to the eight standing cameras, by rows.
  let worldToCamera: [[[Double]]]
  /// Columns and rows of the nine views, the head's first.
  let imageSizes: [[Int]]
  /// The number of the image that shows the first annotated frame.
  let imageOffset: Int

  private enum CodingKeys: String, CodingKey {
    case intrinsics = "intris_mat"
    case worldToCamera = "world2cam"
    case imageSizes = "image_size"
    case imageOffset = "ioi_offset"
  }

  /// Reads what the file says of `subject`.
  init(files: ARCTICFiles, subject: String) throws {
    let url = files.metadata("misc.json")
    let all = try JSONFile.read([String: ARCTICMetadata].self, from: url)
    guard let found = all[subject] else { throw FileError(url, "says nothing of the subject \(subject)") }
    let hasViews =
      found.intrinsics.count == 8 && found.worldToCamera.count == 8 && found.imageSizes.count == 9
    let hasShapes =
      found.intrinsics.allSatisfy { $0.count == 3 && $0.allSatisfy { $0.count == 3 } }
      && found.worldToCamera.allSatisfy { $0.count == 4 && $0.allSatisfy { $0.count == 4 } }
      && found.imageSizes.allSatisfy { $0.count == 2 && $0.allSatisfy { $0 > 0 } }
    guard hasViews, hasShapes, (0...1_000_000).contains(found.imageOffset) else {
      throw FileError(url, "does not state nine cameras of the subject \(subject)")
    }
    self = found
  }
}
