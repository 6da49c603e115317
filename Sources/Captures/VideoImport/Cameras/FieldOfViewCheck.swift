import Foundation
import Splatting

/// Tells focal lengths that hardly any camera has which films hands: structure from motion finds such where a video does
/// not tell its own, as over a plain table.
struct FieldOfViewCheck {
  /// Angles along the longer side, degrees: of lenses of 22 to 50 mm before a film of 36 mm.
  ///
  /// The main cameras of phones, headsets and computers lie between; wider ones are known to be so, and have to be given.
  private static let usual = 40.0...80.0

  /// What to tell the user of a focal length that was solved for; none where it may be.
  static func warning(_ camera: Camera) -> String? {
    let focalLength = camera.width >= camera.height ? camera.focalLength.x : camera.focalLength.y
    let angle = atan(Double(max(camera.width, camera.height)) / 2 / focalLength) * 360 / .pi
    guard !usual.contains(angle) else { return nil }
    return String(
      format:
        "COLMAP found a focal length of %.0f pixels, a field of view of %.0f degrees, where most cameras have "
        + "%.0f to %.0f: it is likely wrong, and the cameras with it; give --fov, and remove masks/",
      focalLength,
      angle, usual.lowerBound, usual.upperBound)
  }
}
