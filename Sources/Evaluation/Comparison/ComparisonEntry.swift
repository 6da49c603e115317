import Methods

/// What a row of a comparison stands for: a method with its settings.
public struct ComparisonEntry: Sendable, Equatable, Codable {
  /// The row's name; also that of a folder.
  public var label: String
  /// The method's name.
  public var method: String
  /// The settings that it starts from.
  public var preset: Preset
  /// How long it trains; the preset's own time if absent.
  public var iterations: Int?
  /// Settings changed, as `key=value`.
  public var assignments: [String]

  /// Puts an entry together.
  public init(
    label: String, method: String, preset: Preset, iterations: Int? = nil, assignments: [String] = []
  ) {
    self.label = label
    self.method = method
    self.preset = preset
    self.iterations = iterations
    self.assignments = assignments
  }

  /// The settings of the entry for the method `type`.
  /// - Throws: ``Settings/SettingError`` naming what does not fit.
  func configuration<M: Method>(of type: M.Type) throws -> M.Configuration {
    let preset = M.Configuration(preset: preset, iterations: iterations)
    let configuration = try Settings.applying(assignments, to: preset)
    try configuration.validate()
    return configuration
  }
}
