import Tensors

extension HexPlane {
  /// How much the spatial planes change from sample to sample: the mean squared difference of neighbours along both
  /// axes, summed over planes and levels.
  ///
  /// The total variation in space of Fridovich-Keil and others 2023.
  /// - Parameter asPublished: as in Wu and others' code, where it is the mean squared second difference along one axis.
  public func totalVariation(asPublished: Bool = false) -> Tensor {
    sum { level in
      asPublished
        ? Self.curvature(level.space)
        : Self.difference(level.space, dimension: 2).squared().mean()
          + Self.difference(level.space, dimension: 3).squared().mean()
    }
  }

  /// How unevenly the time planes change: the mean squared second difference along time, summed over planes and levels.
  ///
  /// The smoothness in time of Fridovich-Keil and others 2023.
  public var timeRoughness: Tensor { sum { Self.curvature($0.time) } }

  /// How much happens: the mean absolute difference of the time planes from 1, summed over planes and levels.
  ///
  /// The sparse transients of Fridovich-Keil and others 2023.
  public var timeActivity: Tensor { sum { ($0.time - 1).abs().mean() } }

  /// Three times the sum of `term` over the levels, as each level holds three planes of a kind in one tensor.
  private func sum(_ term: (HexPlaneLevel) -> Tensor) -> Tensor {
    let terms = levels.map(term)
    return terms.dropFirst().reduce(terms[0], +) * 3
  }

  private static func curvature(_ planes: Tensor) -> Tensor {
    difference(difference(planes, dimension: 2), dimension: 2).squared().mean()
  }

  private static func difference(_ planes: Tensor, dimension: Int) -> Tensor {
    let count = planes.size(dimension)
    return dimension == 2
      ? planes[.all, .all, .range(1..<count)] - planes[.all, .all, .range(0..<count - 1)]
      : planes[.all, .all, .all, .range(1..<count)] - planes[.all, .all, .all, .range(0..<count - 1)]
  }
}
