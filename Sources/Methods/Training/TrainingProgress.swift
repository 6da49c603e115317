/// Where training stands, for whoever watches.
public struct TrainingProgress: Sendable {
  /// Steps taken.
  public var iteration: Int
  /// Steps to take.
  public var total: Int
  /// The sum of the loss' terms in the last step.
  public var loss: Double
  /// How many Gaussians there are.
  public var gaussians: Int
  /// Seconds since training started or went on.
  public var seconds: Double
  /// Steps taken in that time.
  public var stepsSinceStart: Int

  /// Steps a second so far.
  public var rate: Double { seconds > 0 ? Double(stepsSinceStart) / seconds : 0 }

  /// Seconds until the end at this rate.
  public var secondsLeft: Double { rate > 0 ? Double(total - iteration) / rate : 0 }
}
