import Dispatch
import Foundation
import Synchronization

/// Turns the first Ctrl-C into a wish to end that a long job asks for; the second ends the program.
final class Interruption {
  /// Set from the signal's queue.
  private final class Wish: Sendable {
    let isMade = Atomic(false)
  }

  private let wish = Wish()
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [wish] in
      wish.isMade.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    source.resume()
  }

  /// Whether Ctrl-C was pressed.
  var isRequested: Bool { wish.isMade.load(ordering: .relaxed) }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
