import Files
import Foundation
import Methods

/// What a training writes into a scene's folder, as far as it is there.
struct TrainingFolder: Sendable {
  /// A file as it was found.
  struct Mark: Equatable, Sendable {
    let url: URL
    let date: Date
    let size: Int
    /// Of the file system: a file that replaces another has one of its own.
    let number: Int

    init?(_ url: URL) {
      guard let values = try? FileManager.default.attributesOfItem(atPath: url.path),
        let date = values[.modificationDate] as? Date, let size = values[.size] as? Int,
        let number = values[.systemFileNumber] as? Int
      else { return nil }
      (self.url, self.date, self.size, self.number) = (url, date, size, number)
    }
  }

  private struct Plan: Decodable {
    struct Training: Decodable { var iterations: Int }
    var training: Training
  }

  let url: URL

  private var snapshot: Mark? {
    Mark(url.appending(path: SceneSnapshots.folderName).appending(path: SceneFolder.recordName))
  }

  /// The record of the newest state of the scene: a snapshot, or that of the scene itself.
  var newestRecord: Mark? {
    [snapshot, Mark(url.appending(path: SceneFolder.recordName))].compactMap(\.self)
      .max { $0.date < $1.date }
  }

  /// The files of the log.
  var logMarks: [Mark] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: events.path)) ?? []
    return names.sorted().compactMap { Mark(events.appending(path: $0)) }
  }

  /// The folder of the log.
  var events: URL { url.appending(path: SceneFolder.eventsName) }

  /// How many steps are to be taken.
  var total: Int? {
    try? JSONFile.read(Plan.self, from: url.appending(path: SceneFolder.settingsName)).training.iterations
  }

  /// Where the training stands.
  var state: LiveStatus.State {
    if FolderLock.isHeld(on: url) { return .running }
    if snapshot == nil, newestRecord != nil { return .finished }
    return SceneFolder.isScene(url) || !logMarks.isEmpty ? .stopped : .waiting
  }
}
