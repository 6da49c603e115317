import Fields
import Splatting
import Tensors

/// Canonical Gaussians, the nodes that move them, and the network that moves the nodes.
final class SparseControlModel: Module {
  /// How Gaussians follow the nodes.
  struct Blend: Codable, Sendable, Equatable {
    /// How many nodes move a Gaussian.
    var neighbors: Int
    /// Whether Gaussians are turned about the nodes with them.
    var hasLocalFrames: Bool
    /// Whether blended quaternions are added to those of Gaussians.
    var addsRotations: Bool
  }

  let gaussians: GaussianModel
  /// Of each Gaussian, `[N, H]`.
  @Parameter var hyperCoordinates: Tensor
  /// The nodes at their canonical places, with colours and opacities for the first stage.
  let nodes: GaussianModel
  let attributes: NodeAttributes
  let network: DeformationNetwork
  private let blend: Blend

  init(
    gaussians: GaussianModel, hyperCoordinates: Tensor, nodes: GaussianModel, attributes: NodeAttributes,
    network: DeformationNetwork, blend: Blend
  ) {
    self.gaussians = gaussians
    _hyperCoordinates = Parameter(hyperCoordinates)
    self.nodes = nodes
    self.attributes = attributes
    self.network = network
    self.blend = blend
  }

  /// The nodes as round Gaussians of one size, as in the first stage; at rest without a `time`.
  func nodeGaussians(at time: Double?) -> Gaussians {
    var result = nodes.gaussians(degree: 0)
    result.scales = nodes.logScales.mean().exp().expanded(nodes.logScales.shape)
    if let time { result.means = nodePlaces(at: time) }
    return result
  }

  /// Where the nodes are at `time`, `[M, 3]`.
  func nodePlaces(at time: Double) -> Tensor { nodes.means + network(nodes.means, time: time).position }

  /// The nodes that move each Gaussian.
  func blending() -> NodeBlending {
    NodeBlending(
      points: gaussians.means, coordinates: hyperCoordinates, nodes: nodes.means, attributes: attributes,
      count: blend.neighbors)
  }

  /// The nodes that are near each node, itself first.
  func nodeBlending(neighbors: Int) -> NodeBlending {
    NodeBlending(
      points: nodes.means, coordinates: attributes.hyperCoordinates, nodes: nodes.means,
      attributes: attributes, count: neighbors + 1)
  }

  /// The Gaussians at `time`.
  ///
  /// The dynamic scene rendering of Huang et al. 2024: μ' = Σ w (R (μ - p) + p + T), q' = (Σ w r) ⊗ q. As in the published code scales are
  /// blended too, and the blend takes centres as they are, so that a centre's gradient is that of its moved place.
  /// - Parameter learnsMotion: whether gradients flow to what moves the Gaussians.
  func gaussians(at time: Double, degree: Int, learnsMotion: Bool = true) -> Gaussians {
    var moved = gaussians.gaussians(degree: degree)
    func blended() -> Tensor { blending()(nodeMotion(at: time)) }
    let motion = StepProfile.measure("field") { learnsMotion ? blended() : withoutGradients(blended) }
    let centres = gaussians.means.detached()
    let rotations = motion[.all, .range(0..<9)].reshaped([-1, 3, 3])
    let places = (rotations * centres.unsqueezed(1)).sum([-1]) + motion[.all, .range(9..<12)]
    moved.means = gaussians.means + (places - centres)
    let turns = motion[.all, .range(12..<16)]
    let quaternions = gaussians.rotations.normalized()
    moved.rotations =
      blend.addsRotations
      ? quaternions + turns - Self.identity.to(turns.device)
      : turns.normalized().quaternionProduct(quaternions)
    moved.scales = (gaussians.logScales + motion[.all, .from(16)]).exp()
    return moved
  }

  /// What each node does to points, `[M, 19]`: a matrix by rows and a shift (x to R x + s), a quaternion, logarithms of
  /// scales.
  private func nodeMotion(at time: Double) -> Tensor {
    let offsets = network(nodes.means, time: time)
    let quaternions = offsets.rotation + Self.identity.to(offsets.rotation.device)
    let matrices =
      blend.hasLocalFrames
      ? RotationMatrices.matrices(quaternions)
      : Tensor.identity(3, device: quaternions.device).repeated([nodes.count, 1, 1])
    let turned = (matrices * nodes.means.unsqueezed(1)).sum([-1])
    return .concatenated(
      [
        matrices.reshaped([-1, 9]), nodes.means - turned + offsets.position, quaternions.normalized(),
        offsets.scale,
      ], dimension: 1)
  }

  private static let identity = Tensor([Float](arrayLiteral: 1, 0, 0, 0))
}
