import Splatting
import Tensors

/// Gaussians of several layers, one after another, to be rendered together.
public struct LayeredGaussians {
  /// All of them.
  public var gaussians: Gaussians
  /// Which rows are a layer's, by its name.
  public var rows: [String: Range<Int>]

  /// Joins `parts` in their order.
  ///
  /// - Parameter labelled: whether each layer has a channel in ``Gaussians/extra``, 1 for its own Gaussians and 0 for the
  ///   others, so that a rendering shows how much of each pixel each layer covers.
  public init(_ parts: [(layer: String, gaussians: Gaussians)], labelled: Bool = false) {
    gaussians = .concatenated(parts.map(\.gaussians))
    rows = [:]
    var (start, labels) = (0, [Tensor]())
    for (index, part) in parts.enumerated() {
      let count = part.gaussians.count
      rows[part.layer] = start..<start + count
      start += count
      let channels = (0..<parts.count).map { Float($0 == index ? 1 : 0) }
      let row = Tensor(channels, shape: [1, parts.count], device: part.gaussians.means.device)
      labels.append(row.repeated([count, 1]))
    }
    if labelled, !parts.isEmpty { gaussians.extra = .concatenated(labels) }
  }
}
