import Tensors

extension Schedule {
  /// Throws unless both ends of the schedule, the setting called `name`, are numbers of 0 or more.
  func validate(_ name: String) throws {
    for value in [value(at: 0), value(at: .max)] where !(value.isFinite && value >= 0) {
      throw Settings.SettingError(
        description:
          "the setting \(name) leads to \(value), but must stay at 0 or more (exponential: above 0)")
    }
  }
}
