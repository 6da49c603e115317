import Files
import Foundation

/// What came of a run, as its folder's `result.json` has it.
public struct ComparisonRunResult: Sendable, Equatable, Codable {
  /// Pictures of a frame, in files beside the result.
  public struct Picture: Sendable, Equatable, Codable {
    /// The frame's name.
    public var frame: String
    /// The frame's time in 0...1.
    public var time: Double
    /// The file of the recorded image.
    public var truth: String
    /// The file of what was rendered.
    public var rendered: String
    /// The file of their difference in colours.
    public var error: String
  }

  /// The name of the file in a run's folder, which says that the run is done.
  static let fileName = "result.json"

  /// Which run it was.
  public var run: ComparisonRun
  /// The method's name.
  public var method: String
  /// All settings, as JSON.
  public var settings: String
  /// By how much images were shrunk.
  public var downscale: Double
  /// The figures of the frames that the split holds out.
  public var heldOut: MetricsTable
  /// The figures of views from elsewhere, where the capture has some.
  public var novel: MetricsTable?
  /// How long the training took; none where it was broken off in a way that its time was lost.
  public var seconds: Double?
  /// The most memory that was resident while it trained, in 10⁶ bytes; none where the system does not tell.
  public var peakMegabytes: Double?
  /// How many Gaussians the scene has.
  public var gaussians: Int
  /// Pictures of some of the frames held out.
  public var pictures: [Picture]

  /// Puts a result together.
  public init(
    run: ComparisonRun, method: String, settings: String, downscale: Double, heldOut: MetricsTable,
    novel: MetricsTable?, seconds: Double?, peakMegabytes: Double?, gaussians: Int, pictures: [Picture]
  ) {
    self.run = run
    self.method = method
    self.settings = settings
    self.downscale = downscale
    self.heldOut = heldOut
    self.novel = novel
    self.seconds = seconds
    self.peakMegabytes = peakMegabytes
    self.gaussians = gaussians
    self.pictures = pictures
  }

  /// The result in the folder of a run, which is that of its scene; none where it is no run's.
  /// - Throws: ``FileError`` for a damaged file.
  public static func read(in folder: URL) throws -> ComparisonRunResult? {
    let file = folder.appending(path: fileName)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try JSONFile.read(ComparisonRunResult.self, from: file)
  }

  /// The figures as `handful evaluate` gives them.
  public var evaluation: EvaluationReport { EvaluationReport(images: [heldOut, novel].compactMap { $0 }) }
}
