import Foundation

/// Where a reconstruction stands: `live.json` of the server.
struct LiveStatus: Encodable, Sendable {
  enum State: String, Encodable {
    /// Nothing is written yet.
    case waiting
    /// A process is at it.
    case running
    /// It was interrupted or has failed; it may go on.
    case stopped
    /// It has come to its end.
    case finished
  }

  var state: State
  /// Which of the scene's states is the newest, counted from 1 since the server started; 0 if there is none.
  var revision: Int
  /// The steps that were taken to that state.
  var sceneIteration: Int?
  /// The last step that was logged.
  var iteration: Int
  /// How many steps are to be taken, where it is known.
  var total: Int?
  /// What could not be read, if anything.
  var problem: String?
  var curves: [TrainingCurve]
}
