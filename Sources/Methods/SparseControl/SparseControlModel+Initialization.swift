import Fields
import Splatting
import Tensors

extension SparseControlModel {
  /// One Gaussian a point, nodes spread over the points, and a network that does not move them yet.
  /// - Throws: ``GaussianInitializationError`` for an empty cloud or one that is not finite.
  convenience init(
    _ configuration: SparseControlConfiguration, points: PointCloud, generator: RandomGenerator
  ) throws {
    let gaussians = try GaussianModel(
      points, degree: configuration.harmonics.maximumDegree, density: configuration.density)
    let places = gaussians.means.detached()
    let rows = FarthestPoints.chosen(configuration.nodeStage.count, amongRows: places)
    let nodes = try GaussianModel(
      PointCloud(positions: rows.map { points.positions[$0] }, colors: rows.map { points.colors[$0] }),
      degree: 0, density: .adaptive(configuration.nodeStage.density))
    self.init(
      gaussians: gaussians,
      hyperCoordinates: .full(
        [gaussians.count, configuration.hyperDimensions], -NodeAttributes.initialCoordinate),
      nodes: nodes,
      // The radii are set once the nodes are chosen.
      attributes: NodeAttributes(
        count: nodes.count, radius: 1, hyperDimensions: configuration.hyperDimensions),
      network: DeformationNetwork(configuration.network, generator: generator),
      blend: configuration.blend)
  }
}

extension SparseControlConfiguration {
  /// How Gaussians follow the nodes.
  var blend: SparseControlModel.Blend {
    SparseControlModel.Blend(
      neighbors: neighbors, hasLocalFrames: hasLocalFrames, addsRotations: addsRotations)
  }
}
