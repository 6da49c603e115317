import Files
import Foundation
import Tensors

extension HandModels {
  /// Reads the official `MANO_RIGHT.pkl` and `MANO_LEFT.pkl` (Romero and others 2017), which every user has to get under
  /// MANO's own licence; nothing of them is written anywhere.
  ///
  /// - Parameters:
  ///   - manoFolder: the folder with the two files, or one with `models`, `mano` or `mano_v1_2/models` in it.
  ///   - leftShape: whether to correct the left hand's shape directions.
  /// - Throws: ``FileError`` that tells which file is missing and where to get it, or what is wrong with it.
  public init(manoFolder: URL, leftShape: LeftShapeDirections = .corrected) throws {
    let right = try MANOFile(Self.file("MANO_RIGHT.pkl", in: manoFolder)).model(.right)
    let left = try MANOFile(Self.file("MANO_LEFT.pkl", in: manoFolder)).model(.left)
    let isWrong = left.sharesHorizontalShape(with: right)
    self.init(
      right: right, left: isWrong && leftShape == .corrected ? left.withHorizontalShapeReversed() : left)
  }

  private static func file(_ name: String, in folder: URL) throws -> URL {
    let places = ["", "models", "mano", "mano_v1_2/models"].map {
      folder.appending(path: $0).appending(path: name)
    }
    if let found = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) { return found }
    throw FileError(folder, "holds no \(name)", remedy: MANOFile.source)
  }
}

extension HandModel {
  /// Whether the x components of the shape directions are the same as in the other hand, where they should be
  /// opposite.
  fileprivate func sharesHorizontalShape(with other: HandModel) -> Bool {
    guard shapeCount == other.shapeCount else { return false }
    let (mine, others) = (shapeDirections[.all, .at(0)], other.shapeDirections[.all, .at(0)])
    return (mine - others).abs().sum().item() < (mine + others).abs().sum().item()
  }

  fileprivate func withHorizontalShapeReversed() -> HandModel {
    let signs = Tensor([Float]([-1, 1, 1]), shape: [1, 3, 1])
    return HandModel(
      side: side, template: template, faces: faces, shapeDirections: shapeDirections * signs,
      poseDirections: poseDirections, jointRegressor: jointRegressor, skinningWeights: skinningWeights,
      poseComponents: poseComponents, poseMean: poseMean, fingertips: fingertips,
      textureCoordinates: textureCoordinates)
  }
}
