/// From which frames is learnt at first: a window from the start of the capture that grows to its end, so that what
/// moves is followed from frame to frame in place of being looked for far away.
public struct TimeCurriculum: Codable, Sendable, Equatable {
  /// The part of the frames in the window at the start, 0...1; there is always one.
  public var start: Double
  /// At this iteration the window holds all frames; 0 for no curriculum.
  public var iterations: Int

  /// All frames from the start, unless said otherwise.
  public init(start: Double = 1, iterations: Int = 0) {
    self.start = start
    self.iterations = iterations
  }

  /// How many of `count` frames are in the window at `iteration`.
  func window(of count: Int, at iteration: Int) -> Int {
    guard iteration < iterations else { return count }
    let part = start + (1 - start) * Double(iteration) / Double(iterations)
    return min(count, max(1, Int((part * Double(count)).rounded())))
  }

  func validate() throws {
    try Settings.require("training.curriculum.iterations", iterations, atLeast: 0)
    try Settings.require("training.curriculum.start", start, in: 0...1)
  }
}
