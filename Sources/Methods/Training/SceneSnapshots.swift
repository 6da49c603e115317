import Files
import Foundation
import Tensors

/// Writes a scene as it grows, for whoever watches; seldom enough to cost little.
///
/// The folder `snapshot` in the scene's own holds the newest state as a scene of its own, which ``SceneFolder`` reads. It is
/// there as long as training has not come to its end.
public struct SceneSnapshots {
  /// The folder's name in a scene's folder.
  public static let folderName = "snapshot"

  private let folder: URL
  private let leastInterval: Duration
  private let share: Double
  private var nextTime = ContinuousClock.now

  /// Writes into the scene's folder `folder`.
  ///
  /// - Parameters:
  ///   - leastInterval: between the end of a state and the beginning of the next.
  ///   - share: the most of the time that may go into it; the first state comes at once, whatever it costs.
  public init(in folder: URL, leastInterval: Duration = .seconds(5), share: Double = 0.01) {
    self.folder = folder.appending(path: Self.folderName)
    self.leastInterval = leastInterval
    self.share = share
  }

  /// Writes what `scene` gives, if it is time.
  /// - Throws: ``FileError`` if it cannot be written, or what `scene` throws.
  public mutating func writeIfDue(_ scene: () throws -> Scene) throws {
    let start = ContinuousClock.now
    guard start >= nextTime else { return }
    try StepProfile.measure("snapshots") { try SceneFolder.replace(try scene(), in: folder) }
    let end = ContinuousClock.now
    nextTime = end + max(leastInterval, (end - start) / share)
  }

  /// Removes the states in the scene's folder `folder`.
  /// - Throws: ``FileError`` if they cannot be removed.
  public static func remove(from folder: URL) throws {
    try SceneFolder.remove(folder.appending(path: folderName))
  }
}
