import Foundation

/// Where the hand model comes from that a data set's MANO parameters are posed with.
public enum DataSetHands: Sendable, Equatable {
  /// The folder with the licensed `MANO_RIGHT.pkl` and `MANO_LEFT.pkl`.
  case mano(URL)
  /// No hands are imported.
  case omitted
}
