import Captures

/// Figures that the literature reports of other data, to stand beside ours.
public struct PublishedFigures: Sendable, Equatable {
  /// PSNR in decibels, SSIM and LPIPS of one row.
  public struct Row: Sendable, Equatable {
    /// The row's name here: a method's, or what an ablation leaves out; that of the paper where we have no such row.
    public var label: String
    /// In decibels.
    public var psnr: Double
    /// At most 1.
    public var ssim: Double
    /// Not our ST-LPIPS: the two cannot be compared.
    public var lpips: Double
  }

  /// Where they stand, and of which data.
  public var source: String
  /// How frames were divided.
  public var split: CaptureSplit
  /// Which part of the pictures was measured.
  public var region: Region
  /// In the order of the paper.
  public var rows: [Row]

  private init(
    _ source: String, _ split: CaptureSplit, _ region: Region, _ rows: [(String, Double, Double, Double)]
  ) {
    self.source = source
    self.split = split
    self.region = region
    self.rows = rows.map { Row(label: $0.0, psnr: $0.1, ssim: $0.2, lpips: $0.3) }
  }
}

extension PublishedFigures {
  /// Tables 1 and 2 of "Interaction-Aware 4D Gaussian Splatting for Dynamic Hand-Object Interaction Reconstruction".
  public static let comparison = [
    PublishedFigures(
      "Table 1, HOI4D, translation", .alternate, .full,
      [
        ("hexplane", 24.86, 0.80, 0.47), ("deformable", 26.33, 0.87, 0.29),
        ("sparse-control", 25.08, 0.84, 0.46), ("interaction-aware", 30.32, 0.93, 0.29),
      ]),
    PublishedFigures(
      "Table 1, HOI4D, translation and rotation", .alternate, .full,
      [
        ("hexplane", 23.68, 0.85, 0.39), ("deformable", 23.57, 0.89, 0.28),
        ("sparse-control", 17.32, 0.71, 0.48), ("interaction-aware", 24.16, 0.86, 0.37),
      ]),
    PublishedFigures(
      "Table 2, HO3D, translation and rotation", .alternate, .full,
      [
        ("BIGS", 3.85, 0.24, 0.70), ("HOLD", 18.03, 0.84, 0.26), ("hexplane", 19.44, 0.82, 0.25),
        ("deformable", 9.68, 0.36, 0.65), ("sparse-control", 20.37, 0.80, 0.26),
        ("interaction-aware", 25.19, 0.89, 0.15),
      ]),
    PublishedFigures(
      "Table 1, HOI4D, translation", .all, .full, [("interaction-aware", 33.03, 0.95, 0.27)]),
    PublishedFigures(
      "Table 1, HOI4D, translation and rotation", .all, .full, [("interaction-aware", 24.02, 0.85, 0.39)]),
    PublishedFigures(
      "Table 2, HO3D, translation and rotation", .all, .full, [("interaction-aware", 25.17, 0.89, 0.16)]),
    PublishedFigures(
      "Table 2, HO3D, hand and object only", .alternate, .handObject,
      [("BIGS", 24.51, 0.92, 0.07), ("interaction-aware", 28.16, 0.95, 0.07)]),
  ]

  /// Table 3 of the same, by the names that ``Ablation`` gives its rows.
  public static let ablation = [
    PublishedFigures(
      "Table 3, HOI4D, scene 1", .alternate, .full,
      [
        (Ablation.full, 32.96, 0.95, 0.35), (Ablation.withoutInteractionAwareness, 28.76, 0.91, 0.40),
        (Ablation.withoutRefinement, 32.23, 0.94, 0.39), (Ablation.withoutObjectLoss, 31.45, 0.94, 0.38),
        (Ablation.withoutHandLoss, 32.45, 0.95, 0.37), (Ablation.withoutInteractionLoss, 31.79, 0.94, 0.40),
        (Ablation.smallNoise, 32.80, 0.95, 0.35), (Ablation.largeNoise, 32.72, 0.95, 0.35),
      ])
  ]
}
