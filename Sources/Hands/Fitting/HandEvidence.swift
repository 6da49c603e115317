import Foundation
import Splatting
import Tensors

/// The landmarks of one hand over a video, as tensors over the frames in which it is fitted.
///
/// Rows of frames that do not show the hand hold those of a neighbour and count nothing.
struct HandEvidence {
  /// Which hand.
  let side: HandTrack.Side
  /// The frames.
  let frames: HandFrames
  /// Landmarks in the image, pixels, `[N, 21, 2]`.
  let image: Tensor
  /// Landmarks in space about any point, metres, `[N, 21, 3]`, in axes whose z goes from the camera to the hand.
  let space: Tensor
  /// About the larger side of the box around the landmarks, pixels, `[N, 1]`.
  let size: Tensor
  /// How much each landmark counts, `[N, 21]`.
  let weights: Tensor

  /// Collects the hand of `side` of every frame; none where no frame shows one.
  /// - Throws: ``HandsError`` where a hand does not have 21 landmarks of both kinds.
  init?(
    _ hands: [[TrackedHand]], side: HandTrack.Side, cameras: [Camera], maximumGap: Int
  ) throws {
    let found = try hands.map { try Self.usable($0, side: side) }
    let rows = HandFrames(seen: found.map { $0 != nil }, maximumGap: maximumGap)
    guard !rows.frames.isEmpty else { return nil }
    let chosen = rows.neighbors.compactMap { found[rows.frames[$0.before]] }
    frames = rows
    self.side = side
    let count = chosen.count
    image = Tensor(chosen.flatMap { $0.landmarks.flatMap { [$0.x, $0.y] } }, shape: [count, 21, 2])
    space = Tensor(
      chosen.flatMap { $0.worldLandmarks.flatMap { [$0.x, $0.y, $0.z] } }, shape: [count, 21, 3])
    size = Tensor(chosen.map(Self.size), shape: [count, 1])
    weights = Tensor(
      chosen.indices.flatMap { row -> [Float] in
        guard rows.isSeen[row] else { return Array(repeating: 0, count: 21) }
        return Self.weights(chosen[row], camera: cameras[rows.frames[row]])
      }, shape: [count, 21])
  }

  /// The hand of `side` whose numbers are finite; the one more likely to be there of several.
  private static func usable(_ hands: [TrackedHand], side: HandTrack.Side) throws -> TrackedHand? {
    let found = hands.filter { $0.side == side }.max { $0.presence < $1.presence }
    guard let found else { return nil }
    guard found.landmarks.count == 21, found.worldLandmarks.count == 21 else {
      throw HandsError(
        "a tracked hand has 21 landmarks in the image and in space, not \(found.landmarks.count) and "
          + "\(found.worldLandmarks.count)")
    }
    let numbers = (found.landmarks + found.worldLandmarks).flatMap { [$0.x, $0.y, $0.z] } + [found.presence]
    return numbers.allSatisfy(\.isFinite) ? found : nil
  }

  /// Three times the median distance of landmarks from their middle: few outliers do not change it.
  private static func size(_ hand: TrackedHand) -> Float {
    func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
    let middle = SIMD2(median(hand.landmarks.map(\.x)), median(hand.landmarks.map(\.y)))
    let distances = hand.landmarks.map { landmark in
      let offset = SIMD2(landmark.x, landmark.y) - middle
      return (offset * offset).sum().squareRoot()
    }
    return max(3 * median(distances), 8)
  }

  /// The hand's presence; half of it for landmarks that were guessed beyond the image's borders.
  private static func weights(_ hand: TrackedHand, camera: Camera) -> [Float] {
    let presence = min(max(hand.presence, 0.05), 1)
    return hand.landmarks.map { point in
      let inside =
        (0...Float(camera.width)).contains(point.x) && (0...Float(camera.height)).contains(point.y)
      return inside ? presence : presence / 2
    }
  }
}
