import Foundation
import Images

/// Takes labels of a small picture to the large one that it was made from.
struct LabelEnlarger {
  let small: WorkingImage
  /// A label a pixel of the small picture.
  let labels: [UInt8]

  /// Pixels of the small picture around a place that vote, on each side.
  private static let reach = 1
  /// How fast a vote falls with the squared distance in colours.
  private static let colorScale: Float = 1 / 600
  private static let labelCount = 5

  /// The label of each pixel of `large`.
  func enlarged(to large: WorkingImage) -> LabelImage {
    let rows = concurrentMap(Array(0..<large.height)) { row(of: large, $0) }
    return LabelImage(
      width: large.width, height: large.height, channels: 1, values: rows.flatMap { $0 })
  }

  private func row(of large: WorkingImage, _ row: Int) -> [UInt8] {
    let scaleX = Float(small.width) / Float(large.width)
    let y = (Float(row) + 0.5) * Float(small.height) / Float(large.height)
    return (0..<large.width).map { column in
      let place = SIMD2((Float(column) + 0.5) * scaleX, y)
      return label(at: place, color: large.pixels[row * large.width + column])
    }
  }

  private func label(at place: SIMD2<Float>, color: SIMD4<UInt8>) -> UInt8 {
    let (x, y) = (min(Int(place.x), small.width - 1), min(Int(place.y), small.height - 1))
    var votes = SIMD8<Float>.zero
    var isOne = true
    let own = labels[y * small.width + x]
    for v in max(0, y - Self.reach)...min(small.height - 1, y + Self.reach) {
      for u in max(0, x - Self.reach)...min(small.width - 1, x + Self.reach) {
        let index = v * small.width + u
        let offset = place - SIMD2(Float(u) + 0.5, Float(v) + 0.5)
        let difference = SIMD4<Float>(color) - SIMD4<Float>(small.pixels[index])
        votes[Int(labels[index]) % Self.labelCount] += exp(
          -(offset * offset).sum() - (difference * difference).sum() * Self.colorScale)
        isOne = isOne && labels[index] == own
      }
    }
    if isOne { return own }
    // The own label wins a tie.
    var best = Int(own)
    for label in 0..<Self.labelCount where votes[label] > votes[best] { best = label }
    return UInt8(best)
  }
}
