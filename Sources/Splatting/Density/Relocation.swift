import Foundation

/// What a Gaussian becomes when it is replaced by several in the same place that render like it together.
///
/// Kheradmand et al. 2024, "3D Gaussian Splatting as Markov Chain Monte Carlo", equation 9.
public enum Relocation {
  /// The most copies that one Gaussian is replaced by.
  public static let maximumCopies = 51

  /// The opacity of each copy, and by what the scales are multiplied.
  ///
  /// With o the opacity and N the copies: o' = 1 - (1 - o)^(1/N); the scales' factor is o over the sum over i
  /// = 1...N and k = 0...i-1 of C(i-1, k) (-1)^k o'^(k+1) / sqrt(k+1). Summed over i first, C(i-1, k) gives
  /// C(N, k+1).
  /// - Parameters:
  ///   - opacity: of the Gaussian, 0..<1.
  ///   - copies: how many take its place, 1...``maximumCopies``; more are taken for so many.
  public static func split(opacity: Double, copies: Int) -> (opacity: Double, scaleFactor: Double) {
    let copies = min(max(copies, 1), maximumCopies)
    let each = 1 - pow(1 - opacity, 1 / Double(copies))
    var binomial = 1.0
    var power = -1.0
    var sum = 0.0
    for k in 1...copies {
      binomial *= Double(copies - k + 1) / Double(k)
      power *= -each
      sum += binomial * power / Double(k).squareRoot()
    }
    return (each, opacity / sum)
  }
}
