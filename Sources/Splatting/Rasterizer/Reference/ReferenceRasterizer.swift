import Tensors

/// The rasteriser as plain tensor operations, with gradients from automatic differentiation alone.
///
/// It is the specification that the fast ones are held against, in single or double precision on any device; its memory
/// grows with splats times pixels. Read ``SphericalHarmonics``, then `Projection`, `Splats` and `TileCompositing`.
public struct ReferenceRasterizer: Rasterizer {
  /// Pixels along a tile's side; tiles only keep the tensors small.
  private static let tileSide = 16

  /// Makes the rasteriser, which has no settings.
  public init() {}

  /// Renders `gaussians` as ``Rasterizer/render(_:camera:pose:nearPlane:)`` says.
  public func render(
    _ gaussians: Gaussians, camera: Camera, pose: Tensor?, nearPlane: Double
  ) throws -> Rendering {
    try gaussians.validate(camera: camera, pose: pose, nearPlane: nearPlane)
    try gaussians.requireFinite()
    let (type, device) = (gaussians.means.dtype, gaussians.means.device)
    let pose = pose ?? camera.worldToCamera.matrix(type, device: device)
    let splats = Splats(gaussians, camera: camera, pose: pose, nearPlane: nearPlane)

    let tiles = ReferenceRasterizer.tileRanges(camera.height).map { y in
      ReferenceRasterizer.tileRanges(camera.width).map { x in TileCompositing(splats, x: x, y: y) }
    }
    let image = Tensor.concatenated(tiles.map { row in .concatenated(row.map(\.image), dimension: 1) })
    let extraCount = gaussians.extra?.size(1) ?? 0
    let parts = image.split([3, extraCount, 1, 1], dimension: 2)
    return Rendering(
      color: parts[0], depth: parts[2].squeezed(-1), alpha: parts[3].squeezed(-1),
      extra: gaussians.extra == nil ? nil : parts[1], radii: splats.radii(count: gaussians.count),
      screen: ReferenceRasterizer.screenGradients(tiles.flatMap { $0 }, count: gaussians.count))
  }

  private static func tileRanges(_ size: Int) -> [Range<Int>] {
    stride(from: 0, to: size, by: tileSide).map { $0..<Swift.min($0 + tileSide, size) }
  }

  /// Sums over tiles and pixels what backward leaves at their copies of the splats' centres.
  private static func screenGradients(_ tiles: [TileCompositing], count: Int) -> ScreenGradients {
    ScreenGradients {
      let shares = tiles.compactMap { tile in tile.offsets.gradient.map { (tile.indices, -$0) } }
      guard let first = shares.first?.1 else { return nil }
      let zeros = Tensor.zeros([count, 2], first.dtype, device: first.device)
      return (
        mean: shares.reduce(zeros) { $0.adding($1.1.sum([1]), at: $1.0) },
        absolute: shares.reduce(zeros) { $0.adding($1.1.abs().sum([1]), at: $1.0) }
      )
    }
  }
}
