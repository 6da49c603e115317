/// Brightness of an image.
struct GreyPlane: Sendable {
  let width: Int
  let height: Int
  let values: [Float]
  var count: Int { values.count }

  init(_ image: WorkingImage) {
    (width, height) = (image.width, image.height)
    values = image.pixels.map { Float($0.x) }
  }

  static func pyramid(_ image: WorkingImage) -> [GreyPlane] {
    var levels = [GreyPlane(image)]
    var image = image
    while min(image.width, image.height) >= 24 {
      image = image.halved
      levels.append(GreyPlane(image))
    }
    return levels
  }

  /// Central differences.
  func gradients() -> ([Float], [Float]) {
    var (gx, gy) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    values.withUnsafeBufferPointer { v in
      for row in 0..<height {
        for column in 0..<width {
          let i = row * width + column
          let (l, r) = (column > 0 ? i - 1 : i, column + 1 < width ? i + 1 : i)
          let (u, d) = (row > 0 ? i - width : i, row + 1 < height ? i + width : i)
          gx[i] = (v[r] - v[l]) / 2
          gy[i] = (v[d] - v[u]) / 2
        }
      }
    }
    return (gx, gy)
  }

  /// By how much this plane is brighter than another, looked up along a flow.
  func residuals(of other: GreyPlane, along flow: FlowField) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { out, n in
      values.withUnsafeBufferPointer { a in
        other.values.withUnsafeBufferPointer { b in
          flow.vectors.withUnsafeBufferPointer { vectors in
            let (maxX, maxY) = (Float(width - 1), Float(height - 1))
            for row in 0..<height {
              for column in 0..<width {
                let i = row * width + column
                let x = min(max(Float(column) + vectors[i].x, 0), maxX)
                let y = min(max(Float(row) + vectors[i].y, 0), maxY)
                let (c, r) = (min(Int(x), width - 2), min(Int(y), height - 2))
                let (fx, fy) = (x - Float(c), y - Float(r))
                let s = r * width + c
                let top = b[s] + fx * (b[s + 1] - b[s])
                let bottom = b[s + width] + fx * (b[s + width + 1] - b[s + width])
                out[i] = a[i] - (top + fy * (bottom - top))
              }
            }
          }
        }
      }
      n = count
    }
  }
}
