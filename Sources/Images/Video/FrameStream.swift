import Subprocess

/// The frames that a program writes to a pipe as raw pictures, one after the other.
///
/// It may be handed from one task to another, but calls of ``next()`` must not overlap.
final class FrameStream: @unchecked Sendable {
  private var pieces: SubprocessOutputSequence.Iterator
  private var assembler: FrameAssembler
  private var ready: [Image] = []

  init(_ output: SubprocessOutputSequence, size: ImageSize) {
    pieces = output.makeAsyncIterator()
    assembler = FrameAssembler(size: size)
  }

  /// The next whole frame; none at the end.
  func next() async throws -> Image? {
    while ready.isEmpty {
      guard let piece = try await pieces.next() else { return nil }
      ready = assembler.append(piece)
    }
    return ready.removeFirst()
  }
}
