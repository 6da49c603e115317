import Foundation
import Hands
import Images
import Splatting

/// What was recorded: frames with cameras and times, hands, scene points.
///
/// Images are read when asked for.
public struct Capture: Sendable {
  /// A name to show: the folder's.
  public var name: String
  /// Frames in the order of the file.
  public var frames: [Frame]
  /// Other views at given times, for evaluation only.
  public var novelFrames: [Frame]
  /// Hands seen over all frames, at most one a side.
  public var hands: [HandTrack]
  /// Sparse points of the scene, world frame, with colours; empty where unknown.
  public var points: PointCloud
  /// The index of the frame just before the hand touches the object, where known.
  public var keyFrame: Int?

  /// Puts a capture together from its parts.
  public init(
    name: String, frames: [Frame], novelFrames: [Frame] = [], hands: [HandTrack] = [],
    points: PointCloud = PointCloud(), keyFrame: Int? = nil
  ) {
    self.name = name
    self.frames = frames
    self.novelFrames = novelFrames
    self.hands = hands
    self.points = points
    self.keyFrame = keyFrame
  }
}
