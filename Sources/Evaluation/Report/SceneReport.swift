import Captures
import Files
import Foundation
import Images

/// All that a report shows of a scene; what is not known is not there.
public struct SceneReport: Sendable {
  /// A thing that is known, by its name.
  public struct Fact: Sendable, Equatable {
    /// What it is.
    public var name: String
    /// What is known.
    public var value: String

    /// Puts a fact together.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A picture and what it shows.
  public struct Picture: Sendable, Equatable {
    /// The picture.
    public var picture: EmbeddedPicture
    /// What it shows.
    public var caption: String

    /// Puts a picture together.
    public init(_ picture: EmbeddedPicture, caption: String) {
      self.picture = picture
      self.caption = caption
    }
  }

  /// Pictures of one frame.
  public struct Frame: Sendable, Equatable {
    /// Which frame, and why it is shown.
    public var title: String
    /// The recorded image, ours and the error; or what there is of these.
    public var pictures: [Picture]

    /// Puts a frame's pictures together.
    public init(title: String, pictures: [Picture]) {
      self.title = title
      self.pictures = pictures
    }
  }

  /// A video.
  public struct Video: Sendable, Equatable {
    /// The bytes of an MP4 file.
    public var mp4: Data
    /// What is shown before it plays, and on paper.
    public var poster: EmbeddedPicture
    /// What it shows.
    public var caption: String
    /// Columns and rows.
    public var size: ImageSize { poster.size }

    /// Puts a video together.
    public init(mp4: Data, poster: EmbeddedPicture, caption: String) {
      self.mp4 = mp4
      self.poster = poster
      self.caption = caption
    }
  }

  /// Something that is wrong with the capture.
  public struct Warning: Sendable, Equatable {
    /// What is wrong and what to do.
    public var finding: Finding
    /// Some of the frames that it is about.
    public var pictures: [Picture]

    /// Puts a warning together.
    public init(_ finding: Finding, pictures: [Picture] = []) {
      self.finding = finding
      self.pictures = pictures
    }
  }

  /// The scene's name.
  public var title: String
  /// What is known of the scene.
  public var facts: [Fact]
  /// What is known of the capture; nothing where it is not at hand.
  public var capture: [Fact] = []
  /// What is wrong with the capture; none where it is not at hand.
  public var warnings: [Warning]?
  /// The scene in motion.
  public var video: Video?
  /// Some frames.
  public var frames: [Frame] = []
  /// Layers by themselves.
  public var layers: [Picture] = []
  /// The figures.
  public var evaluation: EvaluationReport?
  /// How the training went.
  public var training: [Fact] = []
  /// What the training logged.
  public var log: EventLog?
  /// All settings of the method.
  public var settings: [Fact] = []
  /// With what the report was made.
  public var versions: [Fact] = []
  /// What could not be shown, and why.
  public var remarks: [String] = []

  /// Starts a report.
  public init(title: String, facts: [Fact]) {
    self.title = title
    self.facts = facts
  }

  /// The report as one page that needs no other file.
  public func html() -> String { ReportPage(report: self).html() }
}
