import Splatting

extension Lens {
  /// Where a pinhole would see what the lens shows at `pixel` of `camera`'s image, pixels.
  ///
  /// Solved by fixed-point iteration, which converges for lenses of ordinary cameras.
  func undistorted(pixel: SIMD2<Double>, camera: Camera) -> SIMD2<Double> {
    let shown = (pixel - camera.principalPoint) / camera.focalLength
    var point = shown
    for _ in 0..<20 { point += shown - distorted(point) }
    guard point.x.isFinite, point.y.isFinite else { return pixel }
    return point * camera.focalLength + camera.principalPoint
  }
}
