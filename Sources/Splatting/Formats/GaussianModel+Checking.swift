import Files
import Foundation
import Tensors

extension GaussianModel {
  /// Refuses values that are not finite or overflow when activated, and rotations of length 0.
  ///
  /// - Throws: `FileError` that names `url`, the value and the first Gaussian that has it.
  func check(_ url: URL) throws {
    for start in stride(from: 0, to: count, by: Self.pieceSize) {
      try check(start..<min(start + Self.pieceSize, count), url)
    }
  }

  /// Some thousand at a time, for a large scene leaves little room.
  private static let pieceSize = 65_536
  /// The logarithm of 2e17 metres; squares of it are still finite.
  private static let largestLogScale = 40.0

  private func check(_ rows: Range<Int>, _ url: URL) throws {
    let groups: [(name: String, values: Tensor)] = [
      ("position", means), ("rotation", rotations), ("scale", logScales), ("opacity", opacityLogits),
      ("colour", baseHarmonics), ("colour", higherHarmonics),
    ]
    func refuse(_ bad: Tensor, _ problem: String) throws {
      guard bad.count > 0, bad.any().item() != 0 else { return }
      let first = Int(bad.reshaped([rows.count, -1]).to(.uint8).max([1]).argmax(0).item())
      throw FileError(
        url, "Gaussian \(rows.lowerBound + first) \(problem)", remedy: "export it again, or remove it")
    }
    for (name, values) in groups {
      try refuse(values.detached()[rows].isFinite() .== 0, "has a \(name) that is not finite")
    }
    try refuse(logScales.detached()[rows] .> Self.largestLogScale, "is larger than any scene")
    try refuse(rotations.detached()[rows].abs().sum([1]) .== 0, "has a rotation of length 0")
  }
}
