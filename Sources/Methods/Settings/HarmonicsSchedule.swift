/// When harmonics of higher degree join in.
public struct HarmonicsSchedule: Codable, Sendable, Equatable {
  /// The highest degree, 0...3.
  public var maximumDegree = 3
  /// The degree rises by one every this many iterations.
  public var interval = 1000

  /// The published schedule.
  public init() {}

  /// The degree at `iteration`.
  func degree(at iteration: Int) -> Int { min(maximumDegree, iteration / interval) }

  func validate() throws {
    try Settings.require("harmonics.maximumDegree", maximumDegree, in: 0...3)
    try Settings.require("harmonics.interval", interval, atLeast: 1)
  }
}
