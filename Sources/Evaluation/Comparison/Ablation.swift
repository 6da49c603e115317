import Methods

/// The rows of the interaction-aware paper's Table 3, and of what is ours in the method.
public enum Ablation {
  /// The method that is taken apart.
  public static let method = "interaction-aware"
  /// Everything.
  public static let full = "full"
  /// Without weights, radii and neighbours, and without the losses between hand and object.
  public static let withoutInteractionAwareness = "without interaction-aware module"
  /// Without the refinement by neighbours, equations 10 to 13.
  public static let withoutRefinement = "without refinement"
  /// Without the object's rotation loss, equations 7 and 8.
  public static let withoutObjectLoss = "without object loss"
  /// Without the hand's loss, equation 6.
  public static let withoutHandLoss = "without hand loss"
  /// Without the interaction loss, equation 9.
  public static let withoutInteractionLoss = "without interaction loss"
  /// With noise of a hundredth on the object's initial points.
  public static let smallNoise = "initial noise 0.01"
  /// With noise of a twentieth on the object's initial points.
  public static let largeNoise = "initial noise 0.05"

  /// With equations 12 and 13 as the paper prints them.
  public static let printedRefinement = "equations 12, 13 as printed"
  /// Without the motion that is followed before fields learn what is left; ours.
  public static let withoutFollowedMotion = "without followed motion"
  /// Without the object's rest until the key frame; ours.
  public static let withoutRest = "without rest"
  /// Without what keeps the hands near to where they were tracked; ours.
  public static let withoutTracking = "without tracking"
  /// Without what keeps the hands' bones as long as they are; ours.
  public static let withoutBones = "without bones"

  private static let noNeighbors = ["hand.neighbors=1", "object.neighbors=1"]

  /// The settings that each row changes.
  public static let rows: [(label: String, assignments: [String])] = [
    (full, []),
    (
      withoutInteractionAwareness,
      noNeighbors + ["losses.rotation=0", "losses.interaction=0", "losses.penetration=0"]
    ),
    (withoutRefinement, noNeighbors),
    (withoutObjectLoss, ["losses.rotation=0"]),
    (withoutHandLoss, [#"losses.hand={"constant":{"_0":0}}"#]),
    (withoutInteractionLoss, ["losses.interaction=0"]),
    (smallNoise, ["startNoise=0.01"]),
    (largeNoise, ["startNoise=0.05"]),
    (printedRefinement, ["printedRefinement=true"]),
    (withoutFollowedMotion, ["followsHand=false"]),
    (withoutRest, ["restsUntilContact=false"]),
    (withoutTracking, ["losses.tracking=0"]),
    (withoutBones, ["losses.bones=0"]),
  ]

  /// The rows as entries of a comparison; `assignments` change all of them.
  public static func entries(
    preset: Preset, iterations: Int? = nil, assignments: [String] = []
  ) -> [ComparisonEntry] {
    rows.map { row in
      ComparisonEntry(
        label: row.label, method: method, preset: preset, iterations: iterations,
        assignments: assignments + row.assignments)
    }
  }
}
