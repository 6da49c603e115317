import Foundation

/// One line that rewrites itself on a terminal; elsewhere a plain line every few seconds.
final class ProgressLine {
  private let isTerminal = isatty(STDERR_FILENO) != 0
  private var last: ContinuousClock.Instant?
  private var isOpen = false

  /// Shows `text` if enough time has passed since the last, or if it is the `final` one.
  func show(_ text: @autoclosure () -> String, final: Bool = false) {
    let now = ContinuousClock.now
    let interval: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
    if let last, now - last < interval, !final { return }
    last = now
    isOpen = isTerminal && !final
    let line = isTerminal ? "\r\u{1B}[K" + text() + (final ? "\n" : "") : text() + "\n"
    FileHandle.standardError.write(Data(line.utf8))
  }

  /// Leaves the line, so that what is printed next, such as an error, starts one of its own.
  func end() {
    if isOpen { FileHandle.standardError.write(Data("\n".utf8)) }
    isOpen = false
  }
}
