import Foundation
import Images
import Splatting

/// The intrinsics of a `transforms.json`, for the whole file or for a frame; whatever is not stated is none.
struct TransformsIntrinsics: Codable, Equatable {
  var cameraModel: String?
  var isFisheye: Bool?
  var width: Double?
  var height: Double?
  var focalX: Double?
  var focalY: Double?
  var principalX: Double?
  var principalY: Double?
  /// The whole horizontal field of view, radians.
  var angleX: Double?
  /// The whole vertical field of view, radians.
  var angleY: Double?
  var k1: Double?
  var k2: Double?
  var k3: Double?
  var k4: Double?
  var k5: Double?
  var k6: Double?
  var p1: Double?
  var p2: Double?

  private enum CodingKeys: String, CodingKey {
    case k1, k2, k3, k4, k5, k6, p1, p2
    case cameraModel = "camera_model"
    case isFisheye = "is_fisheye"
    case width = "w"
    case height = "h"
    case focalX = "fl_x"
    case focalY = "fl_y"
    case principalX = "cx"
    case principalY = "cy"
    case angleX = "camera_angle_x"
    case angleY = "camera_angle_y"
  }

  /// These intrinsics, completed with `other` where they state nothing.
  func completed(with other: TransformsIntrinsics) -> TransformsIntrinsics {
    var result = self
    result.cameraModel = cameraModel ?? other.cameraModel
    result.isFisheye = isFisheye ?? other.isFisheye
    result.width = width ?? other.width
    result.height = height ?? other.height
    result.focalX = focalX ?? other.focalX
    result.focalY = focalY ?? other.focalY
    result.principalX = principalX ?? other.principalX
    result.principalY = principalY ?? other.principalY
    result.angleX = angleX ?? other.angleX
    result.angleY = angleY ?? other.angleY
    result.k1 = k1 ?? other.k1
    result.k2 = k2 ?? other.k2
    result.k3 = k3 ?? other.k3
    result.k4 = k4 ?? other.k4
    result.k5 = k5 ?? other.k5
    result.k6 = k6 ?? other.k6
    result.p1 = p1 ?? other.p1
    result.p2 = p2 ?? other.p2
    return result
  }
}

extension TransformsIntrinsics {
  /// The intrinsics of a camera and its lens.
  init(camera: Camera, lens: Lens?) {
    (width, height) = (Double(camera.width), Double(camera.height))
    (focalX, focalY) = (camera.focalLength.x, camera.focalLength.y)
    (principalX, principalY) = (camera.principalPoint.x, camera.principalPoint.y)
    cameraModel = lens?.model == .fisheye ? "OPENCV_FISHEYE" : "OPENCV"
    guard let lens else { return }
    (k1, k2, k3) = (lens.radial.x, lens.radial.y, lens.radial.z)
    switch lens.model {
    case .perspective:
      (p1, p2) = (lens.tangential.x, lens.tangential.y)
      guard lens.denominator != .zero else { return }
      cameraModel = Self.rationalModel
      (k4, k5, k6) = (lens.denominator.x, lens.denominator.y, lens.denominator.z)
    case .fisheye: k4 = lens.radial.w
    }
  }

  /// COLMAP's name of OpenCV's rational model; nerfstudio has none.
  private static let rationalModel = "FULL_OPENCV"

  /// The lens, where these describe one; throws a line about what is not read.
  func lens() throws(TransformsProblem) -> Lens? {
    let radial = SIMD4(k1 ?? 0, k2 ?? 0, k3 ?? 0, k4 ?? 0)
    switch cameraModel ?? "OPENCV" {
    case "OPENCV_FISHEYE": return Lens(model: .fisheye, radial: radial)
    case _ where isFisheye == true: return Lens(model: .fisheye, radial: radial)
    case Self.rationalModel:
      return Lens(
        radial: [radial.x, radial.y, radial.z, 0], denominator: [k4 ?? 0, k5 ?? 0, k6 ?? 0],
        tangential: [p1 ?? 0, p2 ?? 0])
    case "OPENCV", "PINHOLE", "SIMPLE_PINHOLE", "SIMPLE_RADIAL", "RADIAL", "PERSPECTIVE":
      guard radial.w == 0 else {
        throw TransformsProblem("k4 is \(radial.w)", remedy: "only OPENCV_FISHEYE and FULL_OPENCV have a k4")
      }
      let lens = Lens(radial: radial, tangential: [p1 ?? 0, p2 ?? 0])
      return lens.isPinhole ? nil : lens
    case let other:
      throw TransformsProblem(
        "the camera model \(other) is not read", remedy: "undistort to OPENCV, PINHOLE or OPENCV_FISHEYE")
    }
  }

  /// The camera at `pose`, for an image of `fileSize` where the size is not stated.
  ///
  /// The focal length comes from `fl_x` or from `camera_angle_x`; the vertical one, where not stated, equals
  /// it; the principal point, where not stated, is the middle.
  func camera(
    pose: RigidTransform, fileSize: () throws -> ImageSize
  ) throws -> Camera {
    let size = try statedSize() ?? fileSize()
    let (width, height) = (Double(size.width), Double(size.height))
    guard let focal = focalX ?? angleX.map({ width / 2 / tan($0 / 2) }) else {
      throw TransformsProblem("there is neither fl_x nor camera_angle_x", remedy: "state one of them")
    }
    let focalY = focalY ?? angleY.map { height / 2 / tan($0 / 2) } ?? focal
    return Camera(
      width: size.width, height: size.height, focalLength: [focal, focalY],
      principalPoint: [principalX ?? width / 2, principalY ?? height / 2], worldToCamera: pose)
  }

  /// The stated size; some programs write it with a decimal point.
  private func statedSize() throws(TransformsProblem) -> ImageSize? {
    guard let width, let height else { return nil }
    guard let w = Int(exactly: width), let h = Int(exactly: height), w > 0, h > 0 else {
      throw TransformsProblem("w and h are \(width) and \(height)", remedy: "they are whole pixels")
    }
    return ImageSize(width: w, height: h)
  }
}

/// What is wrong with a part of a `transforms.json`; the reader adds the file and the frame.
struct TransformsProblem: Error {
  let problem: String
  let remedy: String

  init(_ problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }
}
