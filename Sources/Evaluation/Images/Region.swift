/// A part of a picture by what is seen there.
public enum Region: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  /// The whole picture.
  case full
  /// Either hand: labels 1 and 2.
  case hand
  /// Either object: labels 3 and 4.
  case object
  /// Hands and objects.
  case handObject
  /// All else: label 0, and labels that have no meaning.
  case background

  /// Whether pixels with `label` are part of it.
  public func contains(_ label: UInt8) -> Bool {
    switch self {
    case .full: true
    case .hand: label == 1 || label == 2
    case .object: label == 3 || label == 4
    case .handObject: (1...4).contains(label)
    case .background: !(1...4).contains(label)
    }
  }

  /// Its name in tables.
  public var title: String {
    switch self {
    case .full: "Full image"
    case .hand: "Hand"
    case .object: "Object"
    case .handObject: "Hand and object"
    case .background: "Background"
    }
  }
}
