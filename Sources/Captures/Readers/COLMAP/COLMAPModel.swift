import Splatting

/// A sparse model as COLMAP's files hold it.
struct COLMAPModel {
  /// A camera: sizes in pixels, parameters as its model orders them.
  struct View {
    var id: Int
    var model: COLMAPCameraModel
    var width: Int
    var height: Int
    var parameters: [Double]
  }

  /// An image: its camera, its pose from the world to the camera in OpenCV's convention, its file.
  struct Photograph {
    var cameraID: Int
    var pose: RigidTransform
    var name: String
  }

  var cameras: [Int: View]
  var photographs: [Photograph]
  var points: PointCloud
}

/// COLMAP's camera models, of which some are read.
///
/// Numbers, names and parameters are those of COLMAP's documentation ("Camera Models") and `models.h`.
enum COLMAPCameraModel: Int {
  case simplePinhole = 0
  case pinhole
  case simpleRadial
  case radial
  case openCV
  case openCVFisheye

  /// Every name of COLMAP's, at the place of its number.
  private static let names = [
    "SIMPLE_PINHOLE", "PINHOLE", "SIMPLE_RADIAL", "RADIAL", "OPENCV", "OPENCV_FISHEYE", "FULL_OPENCV", "FOV",
    "SIMPLE_RADIAL_FISHEYE", "RADIAL_FISHEYE", "THIN_PRISM_FISHEYE", "RAD_TAN_THIN_PRISM_FISHEYE",
  ]

  /// The names of the models that are read.
  static let readable = names.prefix(6).joined(separator: ", ")

  /// The model that text files call `name`.
  init?(name: String) {
    guard let number = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: number)
  }

  /// What COLMAP calls the model of this number.
  static func name(ofNumber number: Int) -> String {
    names.indices.contains(number) ? names[number] : "number \(number)"
  }

  /// How many parameters the model has.
  var parameterCount: Int {
    switch self {
    case .simplePinhole: 3
    case .pinhole, .simpleRadial: 4
    case .radial: 5
    case .openCV, .openCVFisheye: 8
    }
  }

  /// Focal lengths, principal point and lens of a camera with these parameters, which must be as many as the
  /// model has.
  ///
  /// COLMAP, too, puts the first pixel's centre at 0.5.
  func intrinsics(_ p: [Double]) -> (focalLength: SIMD2<Double>, principalPoint: SIMD2<Double>, lens: Lens?) {
    switch self {
    case .simplePinhole: ([p[0], p[0]], [p[1], p[2]], nil)
    case .pinhole: ([p[0], p[1]], [p[2], p[3]], nil)
    case .simpleRadial: ([p[0], p[0]], [p[1], p[2]], Lens(radial: [p[3], 0, 0, 0]))
    case .radial: ([p[0], p[0]], [p[1], p[2]], Lens(radial: [p[3], p[4], 0, 0]))
    case .openCV:
      ([p[0], p[1]], [p[2], p[3]], Lens(radial: [p[4], p[5], 0, 0], tangential: [p[6], p[7]]))
    case .openCVFisheye:
      ([p[0], p[1]], [p[2], p[3]], Lens(model: .fisheye, radial: [p[4], p[5], p[6], p[7]]))
    }
  }
}
