import Images

/// A hand in a small picture of a video.
struct HandView: Sendable {
  /// 21 places in MediaPipe's order, pixels; none where the tracker did not find it.
  let points: [SIMD2<Float>]?
  /// The diagonal of the box around the hand, pixels.
  let length: Float
  /// The distance of each pixel from the hand's outline, negative inside, in ``unit``ths of its length; 127 far away.
  let distances: [Int8]

  /// How many steps of ``distances`` a hand's length has.
  static let unit: Float = 64

  init(points: [SIMD2<Float>]?, length: Float, distances: [Int8]) {
    self.points = points
    self.length = length
    self.distances = distances
  }

  /// A hand that covers the pixels of `inside`, at least one.
  init(points: [SIMD2<Float>]?, inside: [Bool], size: ImageSize) {
    self.points = points
    var (low, high) = (SIMD2(Float.infinity, Float.infinity), SIMD2(-Float.infinity, -Float.infinity))
    for index in inside.indices where inside[index] {
      let place = SIMD2(Float(index % size.width), Float(index / size.width))
      (low, high) = (pointwiseMin(low, place), pointwiseMax(high, place))
    }
    if let points {
      (low, high) = (points.reduce(points[0], pointwiseMin), points.reduce(points[0], pointwiseMax))
    }
    length = max((((high - low) * (high - low)).sum()).squareRoot(), 1)
    let scale = Self.unit / length
    let outside = ChamferDistance(to: inside, size: size).values
    let within = ChamferDistance(to: inside.map { !$0 }, size: size).values
    distances = inside.indices.map { index in
      Int8(min(max((outside[index] - within[index]) * scale, -127), 127))
    }
  }
}

/// The distance of each pixel from the nearest one of a set, nearly: steps of 1 and √2 between neighbours (Borgefors
/// 1986).
struct ChamferDistance {
  /// Distances in pixels; a great number where the set is empty.
  private(set) var values: [Float]

  init(to set: [Bool], size: ImageSize) {
    values = set.map { $0 ? 0 : 1e6 }
    let (width, height) = (size.width, size.height)
    let diagonal = Float(2).squareRoot()
    func relax(_ index: Int, _ column: Int, _ row: Int, _ cost: Float) {
      guard column >= 0, row >= 0, column < width, row < height else { return }
      values[index] = min(values[index], values[row * width + column] + cost)
    }
    for row in 0..<height {
      for column in 0..<width {
        let index = row * width + column
        relax(index, column - 1, row, 1)
        relax(index, column, row - 1, 1)
        relax(index, column - 1, row - 1, diagonal)
        relax(index, column + 1, row - 1, diagonal)
      }
    }
    for row in (0..<height).reversed() {
      for column in (0..<width).reversed() {
        let index = row * width + column
        relax(index, column + 1, row, 1)
        relax(index, column, row + 1, 1)
        relax(index, column + 1, row + 1, diagonal)
        relax(index, column - 1, row + 1, diagonal)
      }
    }
  }
}
