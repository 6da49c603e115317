import Images
import Splatting

extension SceneView {
  /// A camera in its frame's world.
  init(_ camera: Camera, optics: SceneOptics) {
    let rows = camera.worldToCamera.rotation.rows
    self.init(
      rotation: (SIMD3<Float>(rows.0), SIMD3<Float>(rows.1), SIMD3<Float>(rows.2)),
      translation: SIMD3<Float>(camera.worldToCamera.translation), optics: optics)
  }
}

extension SceneOptics {
  /// What a camera with a lens sees in pictures of `size`.
  init(_ camera: Camera, lens: Lens?, size: ImageSize) {
    let scale = SIMD2(Double(size.width) / Double(camera.width), Double(size.height) / Double(camera.height))
    let (focal, middle) = (camera.focalLength * scale, camera.principalPoint * scale)
    let bent = lens.flatMap { $0.isPinhole ? nil : $0 }
    let small = Camera(
      width: size.width, height: size.height, focalLength: focal, principalPoint: middle,
      worldToCamera: .identity)
    let directions = (0..<size.width * size.height).map { index -> SIMD2<Float> in
      let pixel = SIMD2(Double(index % size.width) + 0.5, Double(index / size.width) + 0.5)
      return SIMD2<Float>(((bent?.undistorted(pixel: pixel, camera: small) ?? pixel) - middle) / focal)
    }
    self.init(
      size: size, focalLength: SIMD2<Float>(focal), principalPoint: SIMD2<Float>(middle),
      directions: directions,
      shifts: bent.map { Self.shifts($0, focal, middle, size) } ?? [])
  }

  private static func shifts(
    _ lens: Lens, _ focal: SIMD2<Double>, _ middle: SIMD2<Double>, _ size: ImageSize
  ) -> [SIMD2<Float>] {
    let width = size.width + 2 * margin
    return (0..<width * (size.height + 2 * margin)).map { index in
      let pixel = SIMD2(Double(index % width - margin) + 0.5, Double(index / width - margin) + 0.5)
      let shown = lens.distorted((pixel - middle) / focal) * focal + middle
      return SIMD2<Float>(shown - pixel)
    }
  }
}
