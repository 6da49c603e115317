import Splatting

/// How well posed hands agree with the joints that a data set states beside their parameters.
///
/// It tells files of another model, unit or convention from those that the data set was made with.
struct JointAgreement {
  /// The median distance of the joints, metres; none without joints to compare.
  let medianDistance: Float?

  /// Compares joints frame by frame, in one frame of reference; joints that are not known are NaN, and a frame without
  /// any may be empty.
  init(_ joints: [[SIMD3<Float>]], annotated: [[SIMD3<Float>]]) {
    let distances = zip(joints, annotated).flatMap { posed, stated in
      zip(posed, stated).map { length($0 - $1) }.filter(\.isFinite)
    }.sorted()
    medianDistance = distances.isEmpty ? nil : distances[distances.count / 2]
  }

  /// A line about a distance that no fitting error explains: fingertips and joints of skin are defined a few
  /// millimetres apart.
  var warning: String? {
    guard let medianDistance, medianDistance > 0.02 else { return nil }
    let millimetres = Int((medianDistance * 1000).rounded())
    return "the posed hand's joints lie \(millimetres) mm (median) from the annotated ones: "
      + "see that the hand model is MANO's, and the files are of this data set"
  }
}
