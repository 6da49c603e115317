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

  /// No image is made smaller than this many pixels on its shorter side: hands would be a few pixels wide.
  private static let leastSide = 72

  /// By how much an image whose shorter side has `side` pixels is shrunk at `iteration`.
  func downscale(at iteration: Int, side: Int) -> Int {
    guard iteration < iterations else { return 1 }
    var halvings = downscale.trailingZeroBitCount
    while halvings > 0, side >> halvings < Self.leastSide { halvings -= 1 }
    return (1 << halvings) >> (iteration * halvings / iterations)
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
