/// The camera without its pose, as the kernels take it: `View` of `Types.cuh`, member by member.
struct KernelView: BitwiseCopyable {
  var focalX, focalY: Float
  var centerX, centerY: Float
  var lowX, highX, lowY, highY: Float
  var nearPlane: Float
  var width, height: Int32
  var columns, rows: Int32

  init(_ camera: Camera, nearPlane: Double) {
    let view = RasterizerCamera(camera, nearPlane: Float(nearPlane))
    let limits = view.slopeLimits
    let grid = TileGrid(width: camera.width, height: camera.height)
    (focalX, focalY) = (view.focalLength.x, view.focalLength.y)
    (centerX, centerY) = (view.principalPoint.x, view.principalPoint.y)
    (lowX, lowY) = (limits.low.x, limits.low.y)
    (highX, highY) = (limits.high.x, limits.high.y)
    self.nearPlane = view.nearPlane
    (width, height) = (Int32(camera.width), Int32(camera.height))
    (columns, rows) = (Int32(grid.columns), Int32(grid.rows))
  }

  /// Tiles of the image.
  var tiles: Int { Int(columns) * Int(rows) }
}
