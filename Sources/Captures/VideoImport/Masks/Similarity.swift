/// A turn, a scale and a shift in an image: x' = a x - b y + c, y' = b x + a y + d.
struct Similarity: Sendable {
  /// a and b.
  private var turn: SIMD2<Float>
  /// c and d.
  private var shift: SIMD2<Float>

  /// What leaves all as it is.
  static let identity = Similarity(turn: [1, 0], shift: .zero)

  private init(turn: SIMD2<Float>, shift: SIMD2<Float>) {
    self.turn = turn
    self.shift = shift
  }

  /// The weighted least-squares fit that takes points to others of the same number.
  init(from: [SIMD2<Float>], to: [SIMD2<Float>], weights: [Float]? = nil) {
    var (total, a, b): (Float, SIMD2<Float>, SIMD2<Float>) = (1e-9, .zero, .zero)
    for index in from.indices {
      let weight = weights?[index] ?? 1
      total += weight
      a += weight * from[index]
      b += weight * to[index]
    }
    (a, b) = (a / total, b / total)
    var (square, along, across): (Float, Float, Float) = (1e-6, 0, 0)
    for index in from.indices {
      let (u, v, weight) = (from[index] - a, to[index] - b, weights?[index] ?? 1)
      square += weight * (u * u).sum()
      along += weight * (u * v).sum()
      across += weight * (u.x * v.y - u.y * v.x)
    }
    turn = SIMD2(along, across) / square
    shift = .zero
    shift = b - applied(to: a)
  }

  /// The fit that takes most of the points near to others: weights by Geman and McClure's function, found in turn with
  /// the fit while its reach shrinks to a pixel.
  init(mostOf from: [SIMD2<Float>], to: [SIMD2<Float>]) {
    self.init(from: from, to: to)
    var reach: Float = 8
    for _ in 0..<8 {
      let weights = from.indices.map { index -> Float in
        let residual = applied(to: from[index]) - to[index]
        let weight = 1 / (1 + (residual * residual).sum() / (reach * reach))
        return weight * weight
      }
      self.init(from: from, to: to, weights: weights)
      reach = max(1, reach / 1.6)
    }
  }

  /// How much larger things become.
  var scale: Float { (turn * turn).sum().squareRoot() }

  /// Where a place goes.
  func applied(to point: SIMD2<Float>) -> SIMD2<Float> {
    SIMD2(turn.x * point.x - turn.y * point.y, turn.y * point.x + turn.x * point.y) + shift
  }

  /// First `other`, then this.
  func after(_ other: Similarity) -> Similarity {
    let (a, b) = (turn, other.turn)
    return Similarity(
      turn: SIMD2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x), shift: applied(to: other.shift))
  }

  /// The way back.
  var inverse: Similarity {
    let square = max((turn * turn).sum(), 1e-9)
    let back = Similarity(turn: SIMD2(turn.x, -turn.y) / square, shift: .zero)
    return Similarity(turn: back.turn, shift: -back.applied(to: shift))
  }
}
