/// A phase of the optimisation of ``InteractionAware``, section 3.4 of the paper.
public struct InteractionPhase: Codable, Sendable, Equatable {
  /// A part of the scene.
  public enum Layer: String, Codable, Sendable, CaseIterable {
    case hand, object, background
  }

  /// A part of the loss that not all phases have.
  public enum Loss: String, Codable, Sendable, CaseIterable {
    /// Eq. 6.
    case hand
    /// Eqs. 7 and 8.
    case rotation
    /// Eq. 9 and the penetration loss.
    case interaction
  }

  /// What it is called.
  public var name: String
  /// It ends before this iteration.
  public var end: Int
  /// What is rendered and learnt; frames without masks show all layers in every phase.
  public var layers: [Layer]
  /// Whether hand and object are refined by their neighbours.
  public var refines: Bool
  /// What is asked beside the image and the masks.
  public var losses: [Loss]

  /// Puts a phase together.
  public init(name: String, end: Int, layers: [Layer], refines: Bool, losses: [Loss]) {
    self.name = name
    self.end = end
    self.layers = layers
    self.refines = refines
    self.losses = losses
  }

  /// The schedule of the paper: warm-up, refinement, background, collaborative reconstruction.
  ///
  /// Initialisation, its first phase, is what ``InteractionAware`` starts with. The paper gives no lengths.
  /// - Parameter shares: the parts of the run that the first three take.
  static func published(iterations: Int, shares: (Double, Double, Double)) -> [InteractionPhase] {
    func end(_ share: Double) -> Int { Int((Double(iterations) * share).rounded()) }
    return [
      InteractionPhase(
        name: "warm-up", end: end(shares.0), layers: [.hand, .object], refines: false,
        losses: [.hand, .rotation]),
      InteractionPhase(
        name: "refinement", end: end(shares.0 + shares.1), layers: [.hand, .object], refines: true,
        losses: [.hand]),
      InteractionPhase(
        name: "background", end: end(shares.0 + shares.1 + shares.2), layers: [.background], refines: true,
        losses: []),
      InteractionPhase(
        name: "collaborative", end: .max, layers: Layer.allCases, refines: true, losses: [.interaction]),
    ]
  }
}
