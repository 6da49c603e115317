/// The places that the palm network's boxes are relative to.
enum PalmAnchors {
  /// How many anchors lie at each place of a grid, and the grid's places in a row: strides 8 and thrice 16.
  private static let grids = [(size: 24, anchors: 2), (size: 12, anchors: 6)]

  /// Their 2016 centres, 0...1 from the input's top left corner: grid by grid, row by row.
  static let centers: [SIMD2<Float>] = grids.flatMap { size, anchors in
    (0..<(size * size)).flatMap { place in
      let center = (SIMD2(Float(place % size), Float(place / size)) + 0.5) / Float(size)
      return Array(repeating: center, count: anchors)
    }
  }
}
