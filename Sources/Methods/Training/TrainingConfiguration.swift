/// What every method has to be told, whatever it is.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// How many steps to take.
  public var iterations: Int
  /// A checkpoint is written every this many iterations.
  public var checkpointInterval: Int
  /// Figures are logged every this many iterations.
  public var logInterval: Int
  /// How far images are shrunk at first.
  public var resolution: ResolutionSchedule
  /// From which frames is learnt at first.
  public var curriculum: TimeCurriculum

  /// Whether a step moves only the Gaussians that its frame shows; the others keep Adam's moments too.
  public var movesVisibleOnly: Bool

  /// Puts settings together.
  public init(
    iterations: Int, checkpointInterval: Int = 1000, logInterval: Int = 20,
    resolution: ResolutionSchedule = ResolutionSchedule(), curriculum: TimeCurriculum = TimeCurriculum(),
    movesVisibleOnly: Bool = false
  ) {
    self.iterations = iterations
    self.movesVisibleOnly = movesVisibleOnly
    self.resolution = resolution
    self.curriculum = curriculum
    self.checkpointInterval = checkpointInterval
    self.logInterval = logInterval
  }

  func validate() throws {
    try Settings.require("training.iterations", iterations, atLeast: 1)
    try Settings.require("training.checkpointInterval", checkpointInterval, atLeast: 1)
    try Settings.require("training.logInterval", logInterval, atLeast: 1)
    try resolution.validate()
    try curriculum.validate()
  }
}
