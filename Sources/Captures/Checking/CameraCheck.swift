import Files
import Splatting

/// Whether a frame's camera can project anything.
struct CameraCheck {
  let frame: Frame
  /// What the findings are about: the capture.
  let place: String

  /// How far R Rᵀ may be from the identity: matrices are written with few digits.
  private static let tolerance = 1e-3

  var findings: [Finding] {
    guard let problem else { return [] }
    return [
      Finding(.error, FileError(place, "frame \(frame.name): \(problem)", remedy: "correct its camera"))
    ]
  }

  private var problem: String? {
    let camera = frame.camera
    let rotation = camera.worldToCamera.rotation
    let translation = camera.worldToCamera.translation
    let numbers = rotation.elements + [translation.x, translation.y, translation.z]
    guard numbers.allSatisfy(\.isFinite) else { return "the camera matrix holds numbers that are not finite" }
    let determinant = rotation.determinant
    guard abs(determinant) > 1e-6 else { return "the camera matrix is singular" }
    guard determinant > 0 else { return "the camera matrix mirrors (its determinant is \(determinant))" }
    guard deviation(rotation) <= Self.tolerance else {
      return "the camera matrix is no rotation: R Rᵀ is \(Float(deviation(rotation))) away from the identity"
    }
    let focal = camera.focalLength
    guard focal.x > 0, focal.y > 0, focal.x.isFinite, focal.y.isFinite else {
      return "the focal length is \(focal.x), \(focal.y) pixels"
    }
    guard camera.principalPoint.x.isFinite, camera.principalPoint.y.isFinite else {
      return "the principal point is not finite"
    }
    guard camera.width > 0, camera.height > 0 else {
      return "the image size is \(camera.width)x\(camera.height)"
    }
    return nil
  }

  /// The largest element of R Rᵀ - I.
  private func deviation(_ rotation: Matrix3) -> Double {
    let difference = rotation * rotation.transposed + Matrix3.identity * -1
    return difference.elements.map(abs).max() ?? 0
  }
}
