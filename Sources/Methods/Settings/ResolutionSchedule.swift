/// How far images are shrunk at first: what has to move far moves only a few pixels, and steps are quick.
public struct ResolutionSchedule: Codable, Sendable, Equatable {
  /// By how much images are shrunk at the start: 1, 2, 4 or 8.
  public var downscale: Int
  /// From this iteration on images have their full size; before, each halving takes an equal share.
  public var iterations: Int

  /// Full size from the start, unless said otherwise.
  public init(downscale: Int = 1, iterations: Int = 0) {
    self.downscale = downscale
    self.iterations = iterations
  }

  /// By how much images are shrunk at `iteration`.
  func downscale(at iteration: Int) -> Int {
    guard iteration < iterations else { return 1 }
    let halvings = downscale.trailingZeroBitCount
    return downscale >> (iteration * halvings / iterations)
  }

  func validate() throws {
    try Settings.require("training.resolution.iterations", iterations, atLeast: 0)
    try Settings.require("training.resolution.downscale", downscale, atLeast: 1)
    guard [1, 2, 4, 8].contains(downscale) else {
      throw Settings.SettingError(
        description: "training.resolution.downscale is \(downscale), not 1, 2, 4 or 8")
    }
  }
}
