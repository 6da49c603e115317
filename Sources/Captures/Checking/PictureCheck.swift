import Files

/// Whether pictures are as sharp and as bright as those around them.
///
/// What is looked at are differences from the frames before and after: how sharp or bright a picture should be, its
/// content decides. Where views differ from frame to frame anyhow, only what differs by far more than they is told.
struct PictureCheck {
  let capture: Capture
  let place: String
  /// Of each of the capture's frames; none where the picture cannot be read.
  let figures: [PictureFigures?]

  /// So many frames on each side are compared with.
  private static let reach = 4
  /// Less structure than around, in bits, is blur: less than half.
  ///
  /// Motion over three pixels takes 1.4 in synthesised pictures, whose sharp frames differ by less than 0.1.
  private static let blur = 1.2
  /// A brightness that differs by so many bits, 15 %, is another exposure.
  private static let exposure = 0.2
  /// By so many times their own spread must a frame differ from those around.
  private static let certainty = 4.0

  var findings: [Finding] {
    [
      finding(
        blurred, "frames that are far less sharp than those around them",
        remedy: "record more slowly or in more light, or leave these frames out"),
      finding(
        flashes, "frames that are far brighter or darker than those around them",
        remedy: "lock exposure and white balance when you record, or leave these frames out"),
      finding(
        changes, "frames from which on the exposure is another",
        remedy: "lock exposure and white balance when you record, or even out the pictures' brightness"),
    ].compactMap { $0 }
  }

  /// The frames' indices in the order of their times.
  private var order: [Int] {
    capture.frames.indices.sorted { (capture.frames[$0].time, $0) < (capture.frames[$1].time, $1) }
  }

  private func finding(_ indices: [Int], _ problem: String, remedy: String) -> Finding? {
    Finding(.warning, about: FrameList(indices, of: capture.frames), in: place, problem, remedy: remedy)
  }

  private var blurred: [Int] {
    outliers(order.map { figures[$0]?.sharpness }) { difference, spread in
      difference < -max(Self.blur, Self.certainty * spread)
    }
  }

  private var flashes: [Int] {
    outliers(order.map { figures[$0]?.brightness }) { difference, spread in
      abs(difference) > max(Self.exposure, Self.certainty * spread)
    }
  }

  /// The frames whose value's difference from the median around, and the spread around, are told to be `odd`.
  private func outliers(_ values: [Double?], odd: (Double, Double) -> Bool) -> [Int] {
    values.indices.compactMap { at in
      let window = max(0, at - Self.reach)..<min(values.count, at + Self.reach + 1)
      let others = window.filter { $0 != at }.compactMap { values[$0] }
      guard let value = values[at], let range = RobustRange(others, atLeast: Self.reach),
        odd(value - range.middle, range.spread)
      else { return nil }
      return order[at]
    }
  }

  /// The first frames of stretches that are brighter or darker than what came before.
  private var changes: [Int] {
    let order = order
    let values = order.compactMap { figures[$0]?.brightness }
    guard values.count == order.count, values.count >= 2 * Self.reach else { return [] }
    let steps = (Self.reach...values.count - Self.reach).compactMap { at -> (at: Int, size: Double)? in
      let (before, after) = (Array(values[at - Self.reach..<at]), Array(values[at..<at + Self.reach]))
      guard let old = RobustRange(before), let new = RobustRange(after),
        abs(new.middle - old.middle) > max(Self.exposure, Self.certainty * max(old.spread, new.spread))
      else { return nil }
      return (at, abs(after.reduce(0, +) - before.reduce(0, +)))
    }
    // The frames beside a change see it too, but less of it.
    let chosen = steps.sorted { ($1.size, $0.at) < ($0.size, $1.at) }.reduce(into: [Int]()) { chosen, step in
      if chosen.allSatisfy({ abs($0 - step.at) >= Self.reach }) { chosen.append(step.at) }
    }
    return chosen.map { order[$0] }
  }
}
