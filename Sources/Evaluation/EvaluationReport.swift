/// What was measured of a scene and its capture.
public struct EvaluationReport: Sendable, Equatable, Codable {
  /// Pictures: of the frames held out, and of novel views where there are any.
  public var images: [MetricsTable]
  /// The capture's hands, where they and the true ones are known.
  public var hands: HandTable?
  /// The scene's hands, where its method refines them and the true ones are known.
  public var refinedHands: HandTable?
  /// The scene's object, where it has a layer of its own and the true one is known.
  public var object: GeometryTable?
  /// How hand and object touch and the object moves, where the scene has them as layers.
  public var interaction: InteractionTable?

  /// Puts a report together.
  public init(
    images: [MetricsTable], hands: HandTable? = nil, refinedHands: HandTable? = nil,
    object: GeometryTable? = nil,
    interaction: InteractionTable? = nil
  ) {
    self.images = images
    self.hands = hands
    self.refinedHands = refinedHands
    self.object = object
    self.interaction = interaction
  }

  /// All tables.
  public var tables: [FigureTable] {
    let others = [hands?.table, refinedHands?.table, object?.table, interaction?.table]
    return images.map(\.table) + others.compactMap(\.self)
  }

  /// All tables in Markdown, one after the other.
  public func markdown() -> String { tables.map { $0.markdown() }.joined(separator: "\n") }
}
