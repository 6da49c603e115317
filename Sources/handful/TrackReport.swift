import Evaluation
import Foundation
import Hands

/// What `handful track` tells about its result.
struct TrackReport: Encodable {
  /// One hand.
  struct Hand: Encodable {
    var side: String
    /// Frames with landmarks, and those bridged between them.
    var seenFrames: Int
    var interpolatedFrames: Int
    /// Pixels: the model's joints against landmarks, and the same after the constant offsets between the two.
    var reprojectionError: Float
    var landmarkError: Float
  }

  var frames: Int
  /// Pixels.
  var focalLength: Double
  var hands: [Hand]
  var trackingSeconds: Double
  var fittingSeconds: Double
  var errors: HandTable?

  /// The report on `fits` of a video of `frameCount` frames.
  init(
    _ fits: HandFits, frameCount: Int, seconds: (tracking: Duration, fitting: Duration), errors: HandTable?
  ) {
    frames = frameCount
    // There is a camera a frame, and a hand in one of them.
    focalLength = fits.cameras.first?.focalLength.x ?? .nan
    hands = fits.hands.map { fit in
      Hand(
        side: fit.track.side.rawValue, seenFrames: fit.reprojectionErrors.count { !$0.isNaN },
        interpolatedFrames: fit.interpolatedFrames.count, reprojectionError: fit.reprojectionError,
        landmarkError: fit.landmarkError)
    }
    trackingSeconds = seconds.tracking / .seconds(1)
    fittingSeconds = seconds.fitting / .seconds(1)
    self.errors = errors
  }

  /// For people.
  var text: String {
    func number(_ value: some BinaryFloatingPoint, _ places: Int) -> String {
      String(format: "%.\(places)f", Double(value))
    }
    var lines = [
      "\(frames) frames, focal length \(number(focalLength, 0)) px; tracked in \(number(trackingSeconds, 1)) s, "
        + "fitted in \(number(fittingSeconds, 1)) s"
    ]
    lines += hands.map { hand in
      "\(hand.side) hand: in \(hand.seenFrames) frames, \(hand.interpolatedFrames) bridged; joints "
        + "\(number(hand.reprojectionError, 1)) px from the landmarks, \(number(hand.landmarkError, 1)) px after "
        + "constant offsets"
    }
    if let errors { lines += ["", errors.markdown()] }
    return lines.joined(separator: "\n")
  }
}
