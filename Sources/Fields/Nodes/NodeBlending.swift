import Tensors

/// Which control nodes move each point, and how much each counts.
///
/// The interpolation weights of Huang and others 2024, with the weight of a node and the floor of the published code:
/// among the K nearest nodes w = exp(-d² / 2r²) σ(v) + 1e-7, normalised to sum 1.
public struct NodeBlending {
  /// The nearest nodes of each point, int64 `[N, K]`.
  public let neighbors: Tensor
  /// What each counts, `[N, K]`.
  public let weights: Tensor

  /// What every weight has at least, before the normalisation.
  private static let floor = 1e-7

  /// Finds the nearest nodes in space and hyper-coordinates together.
  ///
  /// Gradients flow to the hyper-coordinates, radii and weights, not to places.
  /// - Parameters:
  ///   - points: world frame, metres, `[N, 3]`.
  ///   - coordinates: their hyper-coordinates `[N, H]`.
  ///   - nodes: the nodes' places `[M, 3]`.
  ///   - attributes: of the nodes.
  ///   - count: K; all nodes where there are fewer.
  public init(points: Tensor, coordinates: Tensor, nodes: Tensor, attributes: NodeAttributes, count: Int) {
    let places = Tensor.concatenated([points.detached(), coordinates], dimension: 1)
    let centres = Tensor.concatenated([nodes.detached(), attributes.hyperCoordinates], dimension: 1)
    let number = min(count, centres.size(0))
    neighbors = NearestRows(centres).nearest(number, to: places)
    let flat = neighbors.flattened()
    let shape = [places.size(0), number]
    let differences =
      places.unsqueezed(1) - centres.selecting(flat).reshaped(shape + [places.size(1)])
    let squares = differences.squared().sum([-1])
    let radii = attributes.logRadii.exp().selecting(flat).reshaped(shape)
    let importance = attributes.weightLogits.sigmoid().selecting(flat).reshaped(shape)
    let raw = (squares / (radii.squared() * -2)).exp() * importance + Self.floor
    weights = raw / raw.sum([-1], keepDimensions: true)
  }

  /// Means of the nodes' `values` `[M, C]` at the points, `[N, C]`.
  public func callAsFunction(_ values: Tensor) -> Tensor {
    let gathered = values.selecting(neighbors.flattened())
      .reshaped([weights.size(0), weights.size(1), values.size(1)])
    return (gathered * weights.unsqueezed(-1)).sum([1])
  }
}
