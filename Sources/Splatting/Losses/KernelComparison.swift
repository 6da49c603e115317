/// How two images are compared, as the kernels take it: `Comparison` of `Photometry.cuh`, member by member.
struct KernelComparison: BitwiseCopyable {
  /// Pixels along a side of the square that a block takes.
  private static let side = 16

  var width, height, channels: Int32
  var columns: Int32
  var red, green, blue: Float
  var byDifference, bySimilarity: Float
  var meanConstant = Float(StructuralSimilarity.meanConstant)
  var varianceConstant = Float(StructuralSimilarity.varianceConstant)
  var window: (Float, Float, Float, Float, Float, Float, Float, Float, Float, Float, Float)

  /// - Parameters:
  ///   - shape: of the images: rows, columns, channels.
  ///   - background: behind the rendered one.
  ///   - similarityWeight: what the similarity counts for in the loss; differences count for the rest.
  init(_ shape: [Int], background: SIMD3<Float>, similarityWeight: Double) {
    (height, width, channels) = (Int32(shape[0]), Int32(shape[1]), Int32(shape[2]))
    columns = Int32((shape[1] + Self.side - 1) / Self.side)
    (red, green, blue) = (background.x, background.y, background.z)
    let count = Double(shape.reduce(1, *))
    byDifference = Float((1 - similarityWeight) / count)
    bySimilarity = Float(-similarityWeight / count)
    let w = StructuralSimilarity.window
    window = (w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10])
  }

  /// Squares of pixels, a block each.
  var blocks: Int { Int(columns) * ((Int(height) + Self.side - 1) / Self.side) }

  /// Threads of a block.
  static var threads: Int { side * side }
}
