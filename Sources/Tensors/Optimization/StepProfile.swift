import Foundation

/// Where the time of training steps goes, by named stages and passes.
///
/// A stage's time is its own: what runs inside it under another name is counted there alone, so that the times of
/// all stages add up to what was measured. Custom functions are stages by their names.
public final class StepProfile: @unchecked Sendable {
  // Used by the one thread that trains, where it is the task-local value.

  /// The way through the graph.
  public enum Pass: String, Sendable, Encodable {
    /// All but gradients.
    case forward
    /// Gradients.
    case backward
  }

  /// What a stage took.
  public struct Stage: Sendable, Equatable {
    /// What is done.
    public let name: String
    /// Seconds forward, and in stages that have no gradients.
    public internal(set) var forward = 0.0
    /// Seconds backward.
    public internal(set) var backward = 0.0

    /// Seconds of both passes.
    public var seconds: Double { forward + backward }
  }

  /// The profile that ``measure(_:_:_:)`` adds to; none, and nothing is measured.
  @TaskLocal public static var current: StepProfile?

  /// The stages in the order in which they first came up.
  public private(set) var stages: [Stage] = []
  private var running: [(stage: Int, pass: Pass)] = []
  private var mark = ContinuousClock.now

  /// Starts with nothing measured.
  public init() {}

  /// Seconds of all stages.
  public var seconds: Double { stages.reduce(0) { $0 + $1.seconds } }

  /// Runs `body`, whose time is that of the stage `name` if there is a ``current`` profile.
  public static func measure<Result>(
    _ name: String, _ pass: Pass = .forward, _ body: () throws -> Result
  ) rethrows -> Result {
    guard let current else { return try body() }
    current.enter(name, pass)
    defer { current.leave() }
    return try body()
  }

  private func enter(_ name: String, _ pass: Pass) {
    charge()
    if let known = stages.firstIndex(where: { $0.name == name }) {
      running.append((known, pass))
    } else {
      running.append((stages.count, pass))
      stages.append(Stage(name: name))
    }
  }

  private func leave() {
    charge()
    running.removeLast()
  }

  /// Adds the time since the last mark to what runs now.
  private func charge() {
    let now = ContinuousClock.now
    defer { mark = now }
    guard let (stage, pass) = running.last else { return }
    let seconds = (now - mark) / .seconds(1)
    switch pass {
    case .forward: stages[stage].forward += seconds
    case .backward: stages[stage].backward += seconds
    }
  }
}

extension StepProfile {
  /// A table of the stages: milliseconds a step forward and backward, and shares of the whole.
  ///
  /// - Parameter steps: how many steps were measured.
  public func table(steps: Int) -> String {
    func line(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: 22, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
    }
    func row(_ stage: Stage) -> String {
      let milliseconds = [stage.forward, stage.backward, stage.seconds].map {
        $0 * 1000 / Double(max(1, steps))
      }
      return line(
        stage.name,
        milliseconds.map { $0 > 0 ? String(format: "%.2f", $0) : "" }
          + [String(format: "%.1f %%", 100 * stage.seconds / max(seconds, 1e-9))])
    }
    var whole = Stage(name: "a step")
    for stage in stages {
      whole.forward += stage.forward
      whole.backward += stage.backward
    }
    let head = line("ms a step", ["forward", "backward", "both", "share"])
    return ([head] + stages.map(row) + [row(whole)]).joined(separator: "\n")
  }
}
