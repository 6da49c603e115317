import Tensors

/// What the parts of the loss of ``InteractionAware`` count; the paper gives no figures.
public struct InteractionLossWeights: Codable, Sendable, Equatable {
  /// The hand loss (6), square metres.
  public var hand: Schedule
  /// How far the hands' joints, moved as the hand is, are from the tracked ones, square metres; not of the paper.
  ///
  /// Images tell little of the distance from one camera: what they do not tell stays where the tracker saw it on average.
  public var tracking: Double
  /// How much the hands' bones, moved as the hand is, are longer or shorter than tracked, square metres; not of the paper.
  public var bones: Double
  /// How much the fields add: squared offsets in units of the scene's extent, squared logarithms of scales; not of the
  /// paper.
  ///
  /// Far too weak to matter for motion as it is seen. It stops fields from running away with Gaussians to the camera, after
  /// which nothing brings them back.
  public var restraint: Double
  /// The object rotation loss (8), square radians.
  public var rotation = 0.01
  /// The interaction loss (9), square metres.
  public var interaction = 10.0
  /// The penetration loss, square metres.
  public var penetration = 10.0
  /// The mean difference of layers' coverage from the masks.
  public var labels = 0.2
  /// How unsteady the followed motion may be, see ``InteractionAwareConfiguration/followsHand``.
  public var smoothness = 1.0
  /// Gaussians of hand and object nearer than this to one another touch, metres: C_H and C_O of (9).
  public var contactDistance = 0.01
  /// Gaussians of hand and object nearer than this penetrate each other, metres.
  public var clearance = 0.002

  /// Puts weights together.
  public init(hand: Schedule, tracking: Double, bones: Double, restraint: Double) {
    self.hand = hand
    self.tracking = tracking
    self.bones = bones
    self.restraint = restraint
  }

  func validate() throws {
    try hand.validate("losses.hand")
    let values = [
      ("tracking", tracking), ("bones", bones), ("restraint", restraint), ("rotation", rotation),
      ("interaction", interaction), ("penetration", penetration), ("labels", labels),
      ("smoothness", smoothness),
      ("contactDistance", contactDistance), ("clearance", clearance),
    ]
    for (name, value) in values { try Settings.require("losses.\(name)", value, atLeast: 0) }
  }
}
