/// A pinhole camera in single precision, as the CPU rasteriser takes it (OpenCV: x right, y down, z forward).
public struct RasterizerCamera: Sendable, Equatable {
  /// World-to-camera rotation and translation, `[3, 4]` by rows: row i is `(R[i, 0], R[i, 1], R[i, 2],
  /// t[i])`.
  public var worldToCamera: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>) {
    get { (row0, row1, row2) }
    set { (row0, row1, row2) = newValue }
  }
  /// Focal lengths in pixels.
  public var focalLength: SIMD2<Float>
  /// The axis' crossing with the image, in pixels from the top left corner of the first pixel.
  public var principalPoint: SIMD2<Float>
  /// Columns of the image.
  public var width: Int
  /// Rows of the image.
  public var height: Int
  /// Gaussians whose z in the camera's frame is below this are not drawn; above 0.
  public var nearPlane: Float

  private var row0: SIMD4<Float>
  private var row1: SIMD4<Float>
  private var row2: SIMD4<Float>

  /// Makes a camera from its pose by rows and its intrinsics in pixels.
  public init(
    worldToCamera rows: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>), focalLength: SIMD2<Float>,
    principalPoint: SIMD2<Float>, width: Int, height: Int,
    nearPlane: Float = Float(RasterizerConstants.nearPlane)
  ) {
    (row0, row1, row2) = rows
    self.focalLength = focalLength
    self.principalPoint = principalPoint
    self.width = width
    self.height = height
    self.nearPlane = nearPlane
  }

  /// The single-precision form of `camera`.
  public init(_ camera: Camera, nearPlane: Float = Float(RasterizerConstants.nearPlane)) {
    let (rows, move) = (camera.worldToCamera.rotation.rows, camera.worldToCamera.translation)
    func row(_ r: SIMD3<Double>, _ t: Double) -> SIMD4<Float> { SIMD4(SIMD4<Double>(r, t)) }
    self.init(
      worldToCamera: (row(rows.0, move.x), row(rows.1, move.y), row(rows.2, move.z)),
      focalLength: SIMD2(camera.focalLength), principalPoint: SIMD2(camera.principalPoint),
      width: camera.width, height: camera.height, nearPlane: nearPlane)
  }

  /// Whether every number is finite, the image has pixels, the focal lengths and the near plane are above 0.
  var isUsable: Bool {
    let sum = (row0 + row1 + row2).sum() + focalLength.sum() + principalPoint.sum() + nearPlane
    return sum.isFinite && width > 0 && height > 0 && focalLength.min() > 0 && nearPlane > 0
  }

  /// Bounds of x/z and y/z in the projection's derivative (gsplat's): -(cx/fx + m) and (W - cx)/fx + m with
  /// m = 0.3 W / (2 fx), and the same along y.
  var slopeLimits: (low: SIMD2<Float>, high: SIMD2<Float>) {
    let size = SIMD2(Float(width), Float(height))
    let margin = Float(RasterizerConstants.slopeMargin) * 0.5 * size / focalLength
    return (-(principalPoint / focalLength + margin), (size - principalPoint) / focalLength + margin)
  }
}
