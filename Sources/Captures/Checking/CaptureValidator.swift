import Files
import Foundation

/// Tells what is wrong with a capture.
public struct CaptureValidator: Sendable {
  private let capture: Capture
  /// What is named where the fault is not one file's.
  private let place: String

  /// A validator of `capture`, which was read from `source`, if from anywhere.
  public init(_ capture: Capture, source: URL? = nil) {
    self.capture = capture
    place = source?.relativePath ?? capture.name
  }

  /// All that is wrong, frame by frame; every image, mask and depth is decoded, on all processors.
  public func validate() -> [Finding] {
    let frames = concurrentMap(frames) { frame in
      (CameraCheck(frame: frame, place: place).findings, FrameFileCheck(frame: frame).inspect())
    }
    let pictures = frames.prefix(capture.frames.count).map(\.1.picture)
    return wholeFindings + CameraPathCheck(capture: capture, place: place).findings
      + PictureCheck(capture: capture, place: place, figures: pictures).findings
      + frames.flatMap { $0 + $1.findings }
  }

  /// Throws a ``FileError`` about the first thing that makes the capture unusable: no frames, a camera matrix
  /// that is no rotation, a missing file, an image or mask of another size, hands of another number of
  /// frames, and so on.
  ///
  /// Of images no more than the header is read.
  public func requireUsable() throws {
    try throwFirstError(wholeFindings)
    for frame in frames {
      try throwFirstError(CameraCheck(frame: frame, place: place).findings)
      try throwFirstError(FrameFileCheck(frame: frame).findings)
    }
  }

  private var frames: [Frame] { capture.frames + capture.novelFrames }

  /// What is wrong with the capture as a whole.
  private var wholeFindings: [Finding] {
    guard !capture.frames.isEmpty else {
      return [Finding(.error, FileError(place, "holds no frames", remedy: "record or import some"))]
    }
    return TimeCheck(capture: capture, place: place).findings + nameFindings + keyFrameFindings
      + HandsCheck(capture: capture, place: place).findings
      + MaskCheck(capture: capture, place: place).findings
      + pointFindings
  }

  private var nameFindings: [Finding] {
    let names = Dictionary(grouping: capture.frames, by: \.name)
    return names.filter { $0.value.count > 1 }.keys.sorted().map { name in
      Finding(.warning, FileError(place, "\(names[name]?.count ?? 0) frames are called \(name)"))
    }
  }

  private var keyFrameFindings: [Finding] {
    guard let keyFrame = capture.keyFrame, !capture.frames.indices.contains(keyFrame) else { return [] }
    return [
      Finding(
        .error,
        FileError(place, "key_frame is \(keyFrame), but the frames are 0...\(capture.frames.count - 1)"))
    ]
  }

  private var pointFindings: [Finding] {
    let bad = capture.points.positions.filter { !($0.x.isFinite && $0.y.isFinite && $0.z.isFinite) }.count
    guard bad > 0 else { return [] }
    let count = capture.points.positions.count
    return [Finding(.error, FileError(place, "\(bad) of \(count) scene points are not finite"))]
  }

  private func throwFirstError(_ findings: [Finding]) throws {
    if let first = findings.first(where: { $0.severity == .error }) { throw first.fault }
  }
}
