/// Frames that were shrunk, as long as they are shrunk alike: at most as much memory again as the frames take.
struct ShrunkFrames {
  private var factor = 1
  private var frames: [Int: TrainingFrame] = [:]

  /// `frame` with each square of `factor` pixels a side made one.
  mutating func frame(_ frame: TrainingFrame, by factor: Int) -> TrainingFrame {
    if factor != self.factor { (self.factor, frames) = (factor, [:]) }
    guard factor > 1 else { return frame }
    if let known = frames[frame.index] { return known }
    let shrunk = frame.shrunk(by: factor)
    frames[frame.index] = shrunk
    return shrunk
  }
}
