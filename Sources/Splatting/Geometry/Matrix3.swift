/// A 3x3 matrix of doubles, stored by rows.
public struct Matrix3: Sendable, Equatable, Codable {
  /// The three rows.
  public var rows: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    get { (row0, row1, row2) }
    set { (row0, row1, row2) = newValue }
  }
  private var row0: SIMD3<Double>
  private var row1: SIMD3<Double>
  private var row2: SIMD3<Double>

  /// The matrix with these rows.
  public init(_ row0: SIMD3<Double>, _ row1: SIMD3<Double>, _ row2: SIMD3<Double>) {
    self.row0 = row0
    self.row1 = row1
    self.row2 = row2
  }

  /// The matrix with these columns.
  public init(columns a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) {
    self.init([a.x, b.x, c.x], [a.y, b.y, c.y], [a.z, b.z, c.z])
  }

  /// The matrix with these nine elements, row after row.
  public init(elements: some Collection<Double>) {
    let values = Array(elements)
    require(values.count == 9, "a matrix has nine elements, not \(values.count)")
    self.init(
      [values[0], values[1], values[2]], [values[3], values[4], values[5]], [values[6], values[7], values[8]])
  }

  /// The identity.
  public static let identity = Matrix3([1, 0, 0], [0, 1, 0], [0, 0, 1])

  /// The matrix with `diagonal` on its diagonal and zeros elsewhere.
  public init(diagonal: SIMD3<Double>) {
    self.init([diagonal.x, 0, 0], [0, diagonal.y, 0], [0, 0, diagonal.z])
  }

  /// The rotation by `angle` radians about the unit vector `axis` (Rodrigues' formula).
  public init(axis: SIMD3<Double>, angle: Double) {
    let (s, c) = (angle.sine, angle.cosine)
    let k = Matrix3([0, -axis.z, axis.y], [axis.z, 0, -axis.x], [-axis.y, axis.x, 0])
    self = .identity + k * s + (k * k) * (1 - c)
  }

  /// Element at `row`, `column`.
  public subscript(row: Int, column: Int) -> Double {
    switch row {
    case 0: row0[column]
    case 1: row1[column]
    default: row2[column]
    }
  }

  /// The nine elements, row after row.
  public var elements: [Double] {
    [row0.x, row0.y, row0.z, row1.x, row1.y, row1.z, row2.x, row2.y, row2.z]
  }

  /// The matrix with rows and columns exchanged; a rotation's inverse.
  public var transposed: Matrix3 { Matrix3(columns: row0, row1, row2) }

  /// The determinant: 1 for a rotation.
  public var determinant: Double { dot(row0, cross(row1, row2)) }

  /// The matrix product.
  public static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    let columns = b.transposed
    func row(_ r: SIMD3<Double>) -> SIMD3<Double> {
      [dot(r, columns.row0), dot(r, columns.row1), dot(r, columns.row2)]
    }
    return Matrix3(row(a.row0), row(a.row1), row(a.row2))
  }

  /// The matrix applied to a vector.
  public static func * (a: Matrix3, v: SIMD3<Double>) -> SIMD3<Double> {
    [dot(a.row0, v), dot(a.row1, v), dot(a.row2, v)]
  }

  /// Every element times `s`.
  public static func * (a: Matrix3, s: Double) -> Matrix3 { Matrix3(a.row0 * s, a.row1 * s, a.row2 * s) }

  /// The sum of elements.
  public static func + (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(a.row0 + b.row0, a.row1 + b.row1, a.row2 + b.row2)
  }
}
