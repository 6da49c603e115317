import Files
import Foundation
import Splatting

/// A camera as `camera/ID.json` states it: OpenCV's model, for the image that is not shrunk.
///
/// The fields are those of `hypernerf/camera.py`, which measures pixels from the top left corner of the first one,
/// as ``Camera`` does, and projects x' = f x + skew y + u0, y' = f a y + v0 of a distorted point (x, y).
struct HyperNeRFCamera: Decodable {
  /// World to camera, by rows.
  var orientation: [[Double]]
  /// The camera's centre, before the scene's scale and centre.
  var position: [Double]
  var focalLength: Double
  var principalPoint: [Double]
  var skew: Double
  /// The vertical focal length over the horizontal one.
  var pixelAspectRatio: Double
  /// k1, k2, k3.
  var radialDistortion: [Double]?
  /// p1, p2 under the name that newer files have.
  var tangentialDistortion: [Double]?
  /// p1, p2 under the name that older files have.
  var tangential: [Double]?
  /// Columns and rows.
  var imageSize: [Double]

  private enum CodingKeys: String, CodingKey {
    case orientation, position, skew, tangential
    case focalLength = "focal_length"
    case principalPoint = "principal_point"
    case pixelAspectRatio = "pixel_aspect_ratio"
    case radialDistortion = "radial_distortion"
    case tangentialDistortion = "tangential_distortion"
    case imageSize = "image_size"
  }

  /// The camera of the image shrunk `imageScale` times, in the scene's unit, and its lens, where it has one.
  ///
  /// - Throws: ``FileError`` about `url`, which these numbers were read from.
  func camera(
    _ normalization: HyperNeRFNormalization, imageScale: Int, of url: URL
  ) throws -> (Camera, Lens?) {
    guard orientation.count == 3, orientation.allSatisfy({ $0.count == 3 }), position.count == 3,
      principalPoint.count == 2, imageSize.count == 2
    else {
      throw FileError(url, "is no camera: orientation, position, principal_point or image_size is cut short")
    }
    guard skew == 0 else {
      throw FileError(url, "has a skew of \(skew)", remedy: "only cameras without skew are read")
    }
    let rows = orientation.map { SIMD3($0[0], $0[1], $0[2]) }
    let rotation = Matrix3(rows[0], rows[1], rows[2])
    let centre = normalization.apply(SIMD3(position[0], position[1], position[2]))
    let size = try imageSize.map { try shrunk($0, imageScale, of: url) }
    let scale = Double(imageScale)
    let camera = Camera(
      width: size[0], height: size[1],
      focalLength: [focalLength / scale, focalLength * pixelAspectRatio / scale],
      principalPoint: [principalPoint[0] / scale, principalPoint[1] / scale],
      worldToCamera: RigidTransform(rotation: rotation, translation: -(rotation * centre)))
    return (camera, try lens(of: url))
  }

  /// As `Camera.scale` of `hypernerf/camera.py` rounds: halves to the even number.
  private func shrunk(_ extent: Double, _ scale: Int, of url: URL) throws -> Int {
    let rounded = (extent / Double(scale)).rounded(.toNearestOrEven)
    guard let pixels = Int(exactly: rounded), (1...65_535).contains(pixels) else {
      throw FileError(url, "has an image_size of \(imageSize)")
    }
    return pixels
  }

  private func lens(of url: URL) throws -> Lens? {
    let radial = radialDistortion ?? [0, 0, 0]
    let tangential = tangentialDistortion ?? tangential ?? [0, 0]
    guard radial.count == 3, tangential.count == 2 else {
      throw FileError(
        url, "has \(radial.count) radial and \(tangential.count) tangential coefficients, not 3 and 2")
    }
    let lens = Lens(
      radial: [radial[0], radial[1], radial[2], 0], tangential: [tangential[0], tangential[1]])
    return lens.isPinhole ? nil : lens
  }
}

/// How `scene.json` brings the scene to the middle and to a size of about one.
struct HyperNeRFNormalization: Decodable {
  var scale: Double
  var center: [Double]

  /// The place of a point of the files: (p - center) scale.
  func apply(_ point: SIMD3<Double>) -> SIMD3<Double> {
    (point - SIMD3(center[0], center[1], center[2])) * scale
  }
}
