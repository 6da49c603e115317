/// Which gradients a backward pass sums, beside those that it always does: a type, so that the compiler makes a
/// loop for each choice, without what is not wanted.
protocol WantedSums {
  /// Those of the planes from the fourth on; the fourth is the depth where there are three features.
  static var fourth: Bool { get }
  /// The sums of absolute values.
  static var absolute: Bool { get }
}

/// The least: three planes.
enum ThreePlanes: WantedSums {
  static var fourth: Bool { false }
  static var absolute: Bool { false }
}

/// Three planes, and the sums of absolute values.
enum ThreePlanesAndAbsolutes: WantedSums {
  static var fourth: Bool { false }
  static var absolute: Bool { true }
}

/// All planes.
enum AllPlanes: WantedSums {
  static var fourth: Bool { true }
  static var absolute: Bool { false }
}

/// All planes, and the sums of absolute values.
enum AllPlanesAndAbsolutes: WantedSums {
  static var fourth: Bool { true }
  static var absolute: Bool { true }
}
