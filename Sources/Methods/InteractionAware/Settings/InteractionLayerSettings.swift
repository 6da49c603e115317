import Fields

/// Settings of one layer of ``InteractionAware``.
public struct InteractionLayerSettings: Codable, Sendable, Equatable {
  /// How many points to start from besides what the capture gives: of the hand those around the forearm, of the object
  /// all; of the background those to look for where the capture has none.
  public var points: Int
  /// The most Gaussians there may be; absent, as ``InteractionAwareConfiguration/density`` says.
  public var maximumCount: Int?
  /// The field is evaluated at so many nodes that are spread over the layer; absent, at every Gaussian, as published.
  public var nodes: Int?
  /// K of equations 10 to 13, the Gaussian itself (or its nearest node) included; 1 for no refinement.
  public var neighbors: Int
  /// The field's size.
  public var network: DeformationNetwork.Configuration
  /// Whether the field changes colours too, so that shadows may pass; it does not as published.
  public var shading: Bool

  /// Puts settings together.
  public init(
    points: Int, maximumCount: Int? = nil, nodes: Int? = nil, neighbors: Int,
    network: DeformationNetwork.Configuration, shading: Bool = false
  ) {
    self.points = points
    self.maximumCount = maximumCount
    self.nodes = nodes
    self.neighbors = neighbors
    self.network = network
    self.shading = shading
  }

  /// Throws a ``Settings/SettingError`` about the first setting of the layer `name` that is out of its range.
  func validate(_ name: String) throws {
    try Settings.require("\(name).points", points, in: 1...1_000_000)
    try Settings.require("\(name).maximumCount", maximumCount ?? 1, atLeast: 1)
    try Settings.require("\(name).nodes", nodes ?? 1, in: 1...100_000)
    try Settings.require("\(name).neighbors", neighbors, in: 1...64)
    try network.validate()
  }
}
