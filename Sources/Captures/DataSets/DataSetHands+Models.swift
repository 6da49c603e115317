import Hands

extension DataSetHands {
  /// The models of both sides; none where no hands are imported.
  ///
  /// - Parameter leftShape: What the data set's left hands were fitted with.
  /// - Throws: ``FileError`` that tells which of MANO's files is missing and where to get it.
  func models(leftShape: LeftShapeDirections = .corrected) throws -> HandModels? {
    switch self {
    case .mano(let folder): try HandModels(manoFolder: folder, leftShape: leftShape)
    case .omitted: nil
    }
  }
}
