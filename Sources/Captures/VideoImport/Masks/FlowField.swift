/// Where the pixels of an image are seen in another.
struct FlowField: Sendable {
  let width: Int
  let height: Int
  /// Pixels to the right and down, row after row.
  var vectors: [SIMD2<Float>]

  /// The motion at a place of a picture of twice the size, in its pixels.
  @inline(__always)
  func vector(atDouble place: SIMD2<Float>) -> SIMD2<Float> {
    let column = min(max(Int(place.x / 2), 0), width - 1)
    let row = min(max(Int(place.y / 2), 0), height - 1)
    return 2 * vectors[row * width + column]
  }
}

extension FlowField {
  /// The flow at another size, interpolated.
  func enlarged(width newWidth: Int, height newHeight: Int) -> FlowField {
    let scale = SIMD2(Float(newWidth) / Float(width), Float(newHeight) / Float(height))
    var result: [SIMD2<Float>] = []
    result.reserveCapacity(newWidth * newHeight)
    for row in 0..<newHeight {
      let y = min(max((Float(row) + 0.5) / scale.y - 0.5, 0), Float(height - 1))
      let r = min(Int(y), max(0, height - 2))
      let fy = y - Float(r)
      for column in 0..<newWidth {
        let x = min(max((Float(column) + 0.5) / scale.x - 0.5, 0), Float(width - 1))
        let c = min(Int(x), max(0, width - 2))
        let fx = x - Float(c)
        let s = r * width + c
        let (right, below) = (width > 1 ? 1 : 0, height > 1 ? width : 0)
        let top = vectors[s] + fx * (vectors[s + right] - vectors[s])
        let bottom = vectors[s + below] + fx * (vectors[s + below + right] - vectors[s + below])
        result.append((top + fy * (bottom - top)) * scale)
      }
    }
    return FlowField(width: newWidth, height: newHeight, vectors: result)
  }
}
