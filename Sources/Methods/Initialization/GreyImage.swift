import Splatting
import Tensors

/// The brightness of a frame's image, for comparing patches.
struct GreyImage {
  let camera: Camera
  let width: Int
  let height: Int
  private let values: [Float]

  init(_ frame: TrainingFrame) {
    camera = frame.camera
    (width, height) = (frame.camera.width, frame.camera.height)
    values = frame.image.mean([-1]).floats()
  }

  /// The brightness at a place in pixels from the corner of the first, between pixels bilinearly; none outside.
  func value(at place: SIMD2<Float>) -> Float? {
    let (x, y) = (place.x - 0.5, place.y - 0.5)
    guard x >= 0, y >= 0, x < Float(width - 1), y < Float(height - 1) else { return nil }
    let (column, row) = (Int(x), Int(y))
    let (right, down) = (x - Float(column), y - Float(row))
    return values.withUnsafeBufferPointer { values in
      let start = row * width + column
      let upper = values[start] * (1 - right) + values[start + 1] * right
      let lower = values[start + width] * (1 - right) + values[start + width + 1] * right
      return upper * (1 - down) + lower * down
    }
  }
}
