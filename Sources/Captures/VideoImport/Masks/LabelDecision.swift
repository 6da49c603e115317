import Images

/// Gives each pixel the label of the thing that is believed in most, or none.
struct LabelDecision: Sendable {
  /// The label of each thing.
  let labels: [UInt8]
  let size: ImageSize

  /// Least share of a label's largest region that its other regions have.
  private static let leastShare = 0.1

  /// The labels for beliefs 0...255 in each thing; small islands are left out.
  func labels(_ beliefs: [[UInt8]]) -> [UInt8] {
    let pixels = (0..<size.width * size.height).map { index -> UInt8 in
      let best = beliefs.indices.max { beliefs[$0][index] < beliefs[$1][index] } ?? 0
      return beliefs[best][index] > 127 ? labels[best] : 0
    }
    var result = pixels
    for label in labels {
      let regions = Regions(pixels.map { $0 == label }, width: size.width, height: size.height)
      let least = Int(Self.leastShare * Double(regions.areas.max() ?? 0))
      for index in result.indices where regions.indices[index] >= 0 {
        if regions.areas[Int(regions.indices[index])] < least { result[index] = 0 }
      }
    }
    return result
  }
}
