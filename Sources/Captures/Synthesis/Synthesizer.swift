import Files
import Foundation
import Images
import Splatting

/// Renders captures of a hand that lifts and turns a mug, with everything that is known of them.
public enum Synthesizer {
  /// Writes the capture of `configuration` into `folder`, which is made where it is not there.
  ///
  /// It has frames with masks and depth, other views with masks, scene points, the hand as a tracker would give it,
  /// and the truth.
  ///
  /// `progress` is called after each view with the number of views done and of all.
  ///
  /// - Returns: The capture as written.
  /// - Throws: ``SynthesisError`` for a setting out of its range, `FileError` where a file cannot be written.
  @discardableResult
  public static func write(
    _ configuration: SynthesisConfiguration, to folder: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> Capture {
    try configuration.validate()
    let scene = HandObjectScene(configuration)
    let writer = SynthesisWriter(scene: scene, folder: folder)
    try writer.makeFolders()
    var points = PointSampler(configuration)
    var frames: [Frame] = []
    var novelFrames: [Frame] = []
    let total = configuration.frames + configuration.novelViews
    for index in 0..<configuration.frames {
      let (frame, view) = try writer.frame(index)
      points.add(view, camera: frame.camera, frame: index)
      frames.append(frame)
      progress(index + 1, total)
    }
    for index in 0..<configuration.novelViews {
      novelFrames.append(try writer.novelFrame(index))
      progress(configuration.frames + index + 1, total)
    }
    return try writer.finish(frames: frames, novelFrames: novelFrames, points: points.cloud)
  }
}
