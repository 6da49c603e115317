import Tensors

/// What density control did to a set of Gaussians.
public struct DensityChange: Sendable, CustomStringConvertible {
  /// Small Gaussians that were copied.
  public var cloned = 0
  /// Large Gaussians that were replaced by two.
  public var split = 0
  /// Gaussians that were moved from where they did nothing to where others are.
  public var relocated = 0
  /// Gaussians that were drawn anew from those there are.
  public var added = 0
  /// Gaussians removed because nearly nothing of them is to be seen.
  public var transparent = 0
  /// Gaussians removed because of their size.
  public var oversized = 0
  /// Gaussians removed, or replaced by others, because a value of theirs was NaN or infinite.
  public var nonFinite = 0
  /// Whether all opacities were lowered.
  public var resetsOpacities = false
  /// For each Gaussian now the row that it had, or that it was made from, before: int64 `[N]`; none while
  /// every row is where it was.
  ///
  /// `tensor.selecting(sources)` takes along anything else that has one row a Gaussian.
  public var sources: Tensor?

  /// No change.
  public init() {}

  /// The changes with their counts, such as `+12 cloned, +3 split, -40 transparent`; empty if there were
  /// none.
  public var description: String {
    let parts = [
      ("+", cloned, "cloned"), ("+", split, "split"), ("", relocated, "relocated"), ("+", added, "added"),
      ("-", transparent, "transparent"), ("-", oversized, "oversized"), ("-", nonFinite, "not finite"),
    ]
    let counted = parts.filter { $0.1 > 0 }.map { "\($0.0)\($0.1) \($0.2)" }
    return (counted + (resetsOpacities ? ["opacities reset"] : [])).joined(separator: ", ")
  }

  /// Adds to ``sources`` a change that makes row i from what is now row `rows[i]`.
  mutating func compose(_ rows: Tensor) { sources = sources.map { $0.selecting(rows) } ?? rows }
}
