/// The settings of a method: one value that serves the command line, files and code.
public protocol MethodConfiguration: Codable, Sendable, Equatable {
  /// What every method has to be told.
  var training: TrainingConfiguration { get set }
  /// How Gaussians come and go.
  var density: DensityConfiguration { get set }
  /// The settings of a preset, with its schedules stretched to so many iterations; its own number if absent.
  init(preset: Preset, iterations: Int?)
  /// Checks that a method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  func validate() throws
}

extension MethodConfiguration {
  /// The settings of a preset as it is.
  public init(preset: Preset) { self.init(preset: preset, iterations: nil) }
}

/// Settings put together for a purpose.
public enum Preset: String, Sendable, Codable, CaseIterable {
  /// Minutes on a laptop's processor.
  case fast
  /// As published.
  case paper
}
