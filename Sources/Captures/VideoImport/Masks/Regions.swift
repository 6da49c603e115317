/// Connected regions of pixels, by their four neighbours.
struct Regions: Sendable {
  /// The region of each pixel, -1 outside all.
  private(set) var indices: [Int]
  /// Pixels of each region.
  private(set) var areas: [Int] = []

  /// The regions of a mask's set pixels, row after row.
  init(_ mask: [Bool], width: Int, height: Int) {
    indices = Array(repeating: -1, count: mask.count)
    for start in mask.indices where mask[start] && indices[start] < 0 {
      areas.append(fill(mask, from: start, width: width, height: height))
    }
  }

  /// Marks the region of a pixel, and counts its pixels.
  private mutating func fill(_ mask: [Bool], from start: Int, width: Int, height: Int) -> Int {
    let region = areas.count
    var (stack, area) = ([start], 0)
    indices[start] = region
    while let index = stack.popLast() {
      area += 1
      let (column, row) = (index % width, index / width)
      let neighbors = [
        column > 0 ? index - 1 : -1, column + 1 < width ? index + 1 : -1, row > 0 ? index - width : -1,
        row + 1 < height ? index + width : -1,
      ]
      for next in neighbors where next >= 0 && mask[next] && indices[next] < 0 {
        indices[next] = region
        stack.append(next)
      }
    }
    return area
  }
}
