/// How much work a benchmark does in one run, to divide the time by.
public struct WorkAmount: Codable, Sendable, Equatable {
  /// How many there are.
  public var count: Double
  /// What is counted, in the plural.
  public var unit: String

  /// Puts an amount together.
  public init(_ count: Double, _ unit: String) {
    self.count = count
    self.unit = unit
  }
}

/// What some work needs of a machine, whatever program does it.
public struct WorkCost: Codable, Sendable, Equatable {
  /// Single-precision operations; a fused multiply-add is one, and so is a comparison or a conversion.
  public var operations: Double
  /// Bytes that have to come from memory or go there.
  public var bytes: Double

  /// Puts a cost together.
  public init(operations: Double = 0, bytes: Double = 0) {
    self.operations = operations
    self.bytes = bytes
  }
}

/// The least time that some work can take on a machine.
public struct Bound: Codable, Sendable, Equatable {
  /// What the time goes to.
  public enum Limit: String, Codable, Sendable {
    /// Operations at the measured peak.
    case arithmetic
    /// Bytes at the measured bandwidth.
    case memory
  }

  /// The time.
  public var milliseconds: Double
  /// What it goes to.
  public var limit: Limit
}
