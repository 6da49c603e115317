/// The settings of a method: one value that serves the command line, files and code.
public protocol MethodConfiguration: Codable, Sendable, Equatable {
  /// What every method has to be told.
  var training: TrainingConfiguration { get set }
  /// The settings of a preset.
  init(preset: Preset)
  /// Checks that a method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  func validate() throws
}

/// Settings put together for a purpose.
public enum Preset: String, Sendable, Codable, CaseIterable {
  /// Minutes on a laptop's processor.
  case fast
  /// As published.
  case paper
}
