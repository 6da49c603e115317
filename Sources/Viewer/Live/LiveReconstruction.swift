import Captures
import Foundation

/// A reconstruction to look at while it goes on: the folder that `handful reconstruct` writes to.
public struct LiveReconstruction: Sendable {
  /// A name to show.
  public let name: String
  /// The scene's folder; there may be nothing in it yet, and it may not be there.
  public let folder: URL
  /// The capture that the scene is made from, at its full size.
  public let capture: Capture?

  /// Follows what is written to `folder`.
  public init(name: String, folder: URL, capture: Capture? = nil) {
    self.name = name
    self.folder = folder
    self.capture = capture
  }
}
