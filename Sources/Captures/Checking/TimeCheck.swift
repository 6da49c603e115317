import Files

/// Whether times lie in 0...1 and rise, within each part of a split.
struct TimeCheck {
  let capture: Capture
  let place: String

  var findings: [Finding] { outside + falling }

  private var outside: [Finding] {
    (capture.frames + capture.novelFrames).filter { !(0...1).contains($0.time) }.map { frame in
      Finding(
        .error,
        FileError(place, "frame \(frame.name): the time \(frame.time) lies outside 0...1", remedy: "scale it")
      )
    }
  }

  /// One line for all: cameras that record side by side give equal times, which is no mistake of itself.
  private var falling: [Finding] {
    let parts: [Frame.Split?] = [nil, .train, .validation, .test]
    let late = parts.flatMap { split in
      let part = capture.frames.filter { $0.split == split }
      return zip(part, part.dropFirst()).filter { $1.time <= $0.time }.map(\.1)
    }
    guard let first = late.first else { return [] }
    let problem = "the times of \(late.count) frames, \(first.name) the first, do not follow the frame before"
    return [Finding(.warning, FileError(place, problem))]
  }
}
