import Tensors

extension Gaussians {
  /// All of `parts` as one; harmonics are filled up with zeros to the highest degree.
  public static func concatenated(_ parts: [Gaussians]) -> Gaussians {
    guard let first = parts.first, parts.count > 1 else { return parts.first ?? .none }
    let coefficients = parts.map { $0.harmonics.size(1) }.reduce(first.harmonics.size(1), max)
    func joined(_ value: (Gaussians) -> Tensor) -> Tensor { .concatenated(parts.map(value)) }
    return Gaussians(
      means: joined(\.means), rotations: joined(\.rotations), scales: joined(\.scales),
      opacities: joined(\.opacities),
      harmonics: joined { $0.visibleHarmonics.padded([0, 0, 0, coefficients - $0.harmonics.size(1)]) },
      degree: parts.map(\.degree).reduce(0, max))
  }

  /// No Gaussians.
  private static var none: Gaussians {
    Gaussians(
      means: .zeros([0, 3]), rotations: .zeros([0, 4]), scales: .zeros([0, 3]), opacities: .zeros([0]),
      harmonics: .zeros([0, 1, 3]), degree: 0)
  }

  /// The harmonics with those above the evaluated degree set to zero.
  private var visibleHarmonics: Tensor {
    let evaluated = (degree + 1) * (degree + 1)
    guard evaluated < harmonics.size(1) else { return harmonics }
    return harmonics[.all, .to(evaluated)].padded([0, 0, 0, harmonics.size(1) - evaluated])
  }
}
