import Captures
import Tensors

/// The moment just before contact, in whose pose the canonical space is.
enum KeyMoment {
  /// The capture's key frame; where it has none, the frame before the first in which the masks of hand and object touch
  /// after they did not; else the middle one.
  static func frame(of capture: TrainingCapture) -> Int {
    if let known = capture.keyFrame, capture.frames.indices.contains(known) { return known }
    var apart: Int?
    for (index, frame) in capture.frames.enumerated() {
      guard let hand = frame.coverage(of: [.rightHand, .leftHand]),
        let object = frame.coverage(of: [.object, .secondObject])
      else { continue }
      let grown = hand[.new, .new].maxPooled(2 * reach + 1, stride: 1, padding: reach)[0, 0]
      if (grown * object).sum().item() == 0 {
        apart = index
      } else if let apart {
        return apart
      }
    }
    return capture.frames.count / 2
  }

  /// Masks touch at this distance, pixels.
  private static let reach = 2
}
