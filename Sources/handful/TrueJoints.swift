import Files
import Foundation
import Hands

/// Joints that hands are measured against.
enum TrueJoints {
  /// Where each of the model's 21 joints is in MediaPipe's order.
  private static let places = [0, 5, 6, 7, 9, 10, 11, 17, 18, 19, 13, 14, 15, 1, 2, 3, 8, 12, 20, 16, 4]

  /// Reads `[frames, 21, 3]` in MediaPipe's order, metres, as a track without vertices and rotations.
  /// - Throws: ``FileError`` if there is no such array.
  static func read(_ url: URL, side: HandTrack.Side) throws -> HandTrack {
    let value = try PickleValue(contentsOf: url)
    let candidates = [value, value["joints"], value[side.rawValue + "_joints"]]
    guard let array = candidates.compactMap({ $0?.numbers }).first, array.shape.count == 3,
      array.shape[1...] == [21, 3]
    else { throw FileError(url, "holds no joints [frames, 21, 3]") }
    let values = try array.floats()
    let joints = (0..<array.shape[0]).map { frame in
      places.map { place in
        let start = (frame * 21 + place) * 3
        return SIMD3(values[start], values[start + 1], values[start + 2])
      }
    }
    return HandTrack(
      side: side, vertices: Array(repeating: [], count: joints.count), joints: joints,
      jointRotations: Array(repeating: [], count: joints.count), faces: [])
  }
}
