import Files

/// Whether all frames have masks where some have.
struct MaskCheck {
  let capture: Capture
  let place: String

  var findings: [Finding] {
    let without = capture.frames.indices.filter { capture.frames[$0].maskURL == nil }
    guard without.count < capture.frames.count else { return [] }
    return [
      Finding(
        .warning, about: FrameList(without, of: capture.frames), in: place,
        "frames without a mask, which others have",
        remedy: "methods with layers learn less of these frames: make their masks too")
    ].compactMap { $0 }
  }
}
