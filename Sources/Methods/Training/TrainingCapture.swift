import Captures
import Hands
import Splatting
import Tensors

/// What a method learns from: the frames that train, with what the capture knows of them and of the scene.
///
/// Nothing of the frames that are held out is in it: neither their images nor their hands.
public struct TrainingCapture: Sendable {
  /// The frames, in the order of the capture.
  public var frames: [TrainingFrame]
  /// Sparse points of the scene, world frame, metres; possibly none.
  public var points: PointCloud
  /// The hands in these frames, at most one a side, row by row; NaN rows where a hand is not seen.
  public var hands: [HandTrack]
  /// The last of ``frames`` that is not after the frame just before contact, where that one is known.
  public var keyFrame: Int?

  /// Puts together what is in memory already.
  public init(
    frames: [TrainingFrame], points: PointCloud = PointCloud(), hands: [HandTrack] = [], keyFrame: Int? = nil
  ) {
    self.frames = frames
    self.points = points
    self.hands = hands
    self.keyFrame = keyFrame
  }

  /// Loads the frames `indices` (rising; all by default) of `capture`, one after another, so that only one is in memory
  /// at full precision.
  /// - Throws: ``FileError`` where a file of a frame is missing, cut short, or of another size than its camera says.
  public init(_ capture: Capture, frames indices: [Int]? = nil) throws {
    let indices = indices ?? Array(capture.frames.indices)
    let loader = FrameLoader(indices.map { capture.frames[$0] })
    self.init(
      frames: try indices.enumerated().map { row, index in
        TrainingFrame(try loader.load(capture.frames[index]), index: row)
      },
      points: capture.points, hands: capture.hands.map { $0.selecting(frames: indices) },
      keyFrame: capture.keyFrame.map { key in indices.lastIndex { $0 <= key } ?? 0 })
  }

  /// The colour behind the scene in the images, red, green, blue in 0...1.
  public var background: SIMD3<Float> { frames.first?.background ?? .zero }

  /// The capture's own points, or where there are none `count` points found in its images by ``PlaneSweep``.
  func initialPoints(count: Int, generator: RandomGenerator) -> PointCloud {
    points.positions.isEmpty ? PlaneSweep(frames: frames).points(count, generator: generator) : points
  }

  /// How large the scene is, with `points` in it.
  func extent(with points: PointCloud) -> Double {
    SceneExtent(cameras: frames.map(\.camera), points: points).radius
  }
}
