import Files
import Foundation

/// A right and a left hand model of one origin.
public struct HandModels: Sendable {
  private let right: HandModel
  private let left: HandModel

  /// Puts two models together, one of each side.
  public init(right: HandModel, left: HandModel) {
    precondition(right.side == .right && left.side == .left, "one model of each side")
    self.right = right
    self.left = left
  }

  /// The model of a side.
  public subscript(side: HandTrack.Side) -> HandModel { side == .right ? right : left }

  /// The free hands that set-up makes from the public-domain (CC0) data of MakeHuman.
  /// - Throws: ``FileError`` if set-up has not made them, or they are damaged.
  public static func free() throws -> HandModels {
    HandModels(right: try free(.right), left: try free(.left))
  }

  private static func free(_ side: HandTrack.Side) throws -> HandModel {
    let name = "free_hand_\(side.rawValue).safetensors"
    guard let url = SharedFolder.file(name) else {
      throw FileError(name, "the free hand model is missing", remedy: "run `make setup`")
    }
    return try HandModel(safetensors: url, side: side)
  }
}
