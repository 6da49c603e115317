import Images

/// Gives each pixel the label of the thing that is believed in most, or none.
struct LabelDecision: Sendable {
  /// The label of each thing.
  let labels: [UInt8]
  let size: ImageSize

  /// Least share of a label's largest region that its other regions have.
  private static let leastShare = 0.1
  /// Parts of an object are divided by what is in front of it: they are so near to a hand or the other object, pixels.
  private static let reach: Float = 3

  /// The labels for beliefs 0...255 in each thing.
  ///
  /// Small islands are left out, and parts of an object on their own; holes that show something in front of the scene are
  /// filled.
  func labels(_ beliefs: [[UInt8]], changes: Changes) -> [UInt8] {
    var pixels = (0..<size.width * size.height).map { index -> UInt8 in
      let best = beliefs.indices.max { beliefs[$0][index] < beliefs[$1][index] } ?? 0
      return beliefs[best][index] > 127 ? labels[best] : 0
    }
    for label in labels { removeIslands(of: label, from: &pixels) }
    for label in labels where label >= FrameLabel.object.rawValue { removeLoners(of: label, from: &pixels) }
    fillHoles(&pixels, changes)
    return pixels
  }

  private func regions(_ pixels: [UInt8], _ label: UInt8) -> Regions {
    Regions(pixels.map { $0 == label }, width: size.width, height: size.height)
  }

  private func removeIslands(of label: UInt8, from pixels: inout [UInt8]) {
    let regions = regions(pixels, label)
    let least = Int(Self.leastShare * Double(regions.areas.max() ?? 0))
    for index in pixels.indices where regions.indices[index] >= 0 {
      if regions.areas[Int(regions.indices[index])] < least { pixels[index] = 0 }
    }
  }

  /// Removes parts of an object that nothing divides from its largest: no hand or other object reaches both.
  private func removeLoners(of label: UInt8, from pixels: inout [UInt8]) {
    let parts = regions(pixels, label)
    guard parts.areas.count > 1,
      let largest = parts.areas.indices.max(by: { parts.areas[$0] < parts.areas[$1] })
    else { return }
    let others = Regions(pixels.map { $0 != 0 && $0 != label }, width: size.width, height: size.height)
    let dividers = regions(of: others, near: parts.indices.map { $0 == largest })
    let kept = regions(of: parts, near: others.indices.map { $0 >= 0 && dividers[$0] })
    for index in pixels.indices {
      let part = parts.indices[index]
      if part >= 0, part != largest, !kept[part] { pixels[index] = 0 }
    }
  }

  /// Which regions come near a set of pixels.
  private func regions(of regions: Regions, near set: [Bool]) -> [Bool] {
    let distances = ChamferDistance(to: set, size: size).values
    var isNear = [Bool](repeating: false, count: regions.areas.count)
    for index in set.indices where regions.indices[index] >= 0 && distances[index] <= Self.reach {
      isNear[regions.indices[index]] = true
    }
    return isNear
  }

  /// Gives pixels that a thing encloses, and that differ from the scene, its label.
  private func fillHoles(_ pixels: inout [UInt8], _ changes: Changes) {
    let regions = regions(pixels, 0)
    var front = [Float](repeating: 0, count: regions.areas.count)
    // The label around each hole: 0 where it is not known, none where it is open or there are two.
    var around = [UInt8?](repeating: 0, count: regions.areas.count)
    for index in pixels.indices where regions.indices[index] >= 0 {
      let (region, column, row) = (regions.indices[index], index % size.width, index / size.width)
      front[region] += changes.front(index)
      guard column > 0, row > 0, column + 1 < size.width, row + 1 < size.height else {
        around[region] = nil
        continue
      }
      for next in [index - 1, index + 1, index - size.width, index + size.width] where pixels[next] != 0 {
        around[region] = around[region].flatMap { $0 == 0 || $0 == pixels[next] ? pixels[next] : nil }
      }
    }
    for index in pixels.indices {
      let region = regions.indices[index]
      if region >= 0, let label = around[region], front[region] > 0.5 * Float(regions.areas[region]) {
        pixels[index] = label
      }
    }
  }
}
