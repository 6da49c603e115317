import Fields
import Foundation
import Splatting
import Tensors

extension SparseControlModel {
  /// What the names of the nodes' parameters begin with.
  static let nodePrefix = "nodes."
  /// What the names of the Gaussians' parameters begin with.
  static let prefix = "gaussians."

  /// The parameters with a row a node, besides those of ``nodes``.
  var nodeCompanions: [(name: String, parameter: Parameter)] {
    attributes.namedParameters().map { ("attributes." + $0.name, $0.parameter) }
  }

  /// The parameter with a row a Gaussian, besides those of ``gaussians``.
  var companions: [(name: String, parameter: Parameter)] { [("hyperCoordinates", $hyperCoordinates)] }

  private func optimized(_ optimizer: Adam) -> OptimizedGaussians {
    OptimizedGaussians(nodes, optimizer: optimizer, prefix: Self.nodePrefix, companions: nodeCompanions)
  }

  /// Keeps `count` nodes whose paths through `samples` times are far from one another.
  func selectNodes(_ count: Int, samples: Int, optimizer: Adam) {
    withoutGradients {
      let times = (0..<samples).map { samples > 1 ? Double($0) / Double(samples - 1) : 0 }
      let paths = Tensor.concatenated(times.map { nodePlaces(at: $0) }, dimension: 1)
      let rows = FarthestPoints.chosen(count, amongRows: paths).map(Int64.init)
      let device = nodes.means.device
      let kept = Tensor.zeros([nodes.count], .bool, device: device)
        .replacing(rows: Tensor(rows, device: device), with: Tensor(1, .bool, device: device))
      optimized(optimizer).keep(kept)
    }
  }

  /// Lets all nodes reach a tenth of how far apart coordinates of nodes are, as the published code does.
  func resetRadii(optimizer: Adam) {
    let places = nodes.means.detached()
    let range = max(places.max().item() - places.min().item(), 1e-6)
    let radii = Tensor.full([nodes.count], log(0.1 * range), device: places.device)
    withoutGradients { optimizer.replace("attributes.logRadii", with: radii) }
  }

  /// Removes nodes that move no Gaussian, and adds one beside each whose Gaussians' gradients exceed the mean.
  ///
  /// The adaptive control points of Huang et al. 2024: g = Σ w̃ |dL/dμ|, the new node at Σ w̃ μ, w̃ the weights over their sum at the
  /// node. Gradients are the optimiser's running ones, and what is large is told by `ratio` to their mean.
  func growNodes(ratio: Double, optimizer: Adam) {
    guard let magnitudes = optimizer.gradientMagnitudes(of: Self.prefix + "means") else { return }
    withoutGradients {
      let blending = blending()
      let (rows, weights) = (blending.neighbors.flattened(), blending.weights.flattened())
      let perGaussian = blending.neighbors.size(1)
      let device = weights.device
      func atNodes(_ values: Tensor) -> Tensor {
        let spread = values.repeatedInterleaved(perGaussian, dimension: 0) * weights.unsqueezed(-1)
        return Tensor.zeros([nodes.count, values.size(1)], device: device).adding(spread, at: rows)
      }
      let uses = Tensor.zeros([nodes.count], device: device).adding(rows.onesLike().to(.float32), at: rows)
      let sums = atNodes(Tensor.ones([gaussians.count, 1], device: device)).clamped(min: 1e-12)
      let gradients = atNodes(magnitudes.norm([-1], keepDimensions: true)) / sums
      let used = uses .> 0
      let mean = gradients.flattened()[used].mean()
      let cloned = used .& (gradients.flattened() .> mean * ratio)
      guard used.sum().item() > 0 else { return }
      let (kept, added) = (used.nonzero().flattened(), cloned.nonzero().flattened())
      let places = (atNodes(gaussians.means.detached()) / sums).selecting(added)
      let sources = Tensor.concatenated([kept, added])
      optimized(optimizer).rebuild(
        sources, fresh: Tensor.arange(to: sources.count, device: device) .>= Double(kept.count),
        values: ["means": .concatenated([nodes.means.detached().selecting(kept), places])])
    }
  }
}
