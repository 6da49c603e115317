/// How far away the scene is in a frame, behind all that moves: at half the size of the small pictures.
struct SceneDepth: Sendable {
  let width: Int
  let height: Int
  /// One over the distance along the axis, row after row; the world's unit.
  let inverses: [Float]

  /// At a pixel of a picture of twice the size and `width` columns.
  @inline(__always)
  func inverse(_ index: Int, width fullWidth: Int) -> Float {
    let row = min(index / fullWidth / 2, height - 1)
    return inverses[row * width + min(index % fullWidth / 2, width - 1)]
  }
}
