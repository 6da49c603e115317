/// Turns the zero level of a distance function into a closed mesh: a vertex for every sheet of it in every cell, a
/// quadrilateral for every grid edge that it crosses (surface nets, Gibson 1998; several sheets in a cell as in
/// dual marching cubes, Nielson 2004), then all vertices moved onto the level.
package struct SurfaceNets {
  private let lower: SIMD3<Double>
  private let cell: Double
  private let counts: SIMD3<Int>
  private let field: (SIMD3<Double>) -> Double

  /// The mesh of `field` (negative inside) between `lower` and `upper`, sampled every `cell` metres.
  ///
  /// The zero level must not reach the box.
  package static func mesh(
    lower: SIMD3<Double>, upper: SIMD3<Double>, cell: Double, field: @escaping (SIMD3<Double>) -> Double
  ) -> TriangleMesh {
    let span = (upper - lower) / cell
    let nets = SurfaceNets(
      lower: lower, cell: cell, counts: [Int(span.x) + 2, Int(span.y) + 2, Int(span.z) + 2], field: field)
    return nets.polygonized()
  }

  private func polygonized() -> TriangleMesh {
    let values = sampled()
    var vertexOfEdge = [Int32](repeating: -1, count: values.count * 12)
    var positions: [SIMD3<Double>] = []
    forEachPlace(upTo: counts &- 1) { place in
      let inside = (0..<8).map { values[index(corner($0, of: place))] < 0 }
      guard let crossings = CellCrossings(inside: inside) else { return }
      for edge in 0..<12 where crossings.sheets[edge] >= 0 {
        vertexOfEdge[index(place) * 12 + edge] = Int32(positions.count + crossings.sheets[edge])
      }
      for sheet in 0..<crossings.count {
        let edges = (0..<12).filter { crossings.sheets[$0] == sheet }
        let crossed = edges.map { crossing($0, of: place, values: values) }
        let mean = crossed.reduce(.zero, +) / Double(crossed.count)
        positions.append(onLevel(lower + mean * cell))
      }
    }
    let faces = quadrilaterals(values: values, vertexOfEdge: vertexOfEdge).flatMap {
      split($0, positions: positions)
    }
    return TriangleMesh(positions: positions.map { SIMD3<Float>($0) }, faces: faces)
  }

  private func corner(_ corner: Int, of place: SIMD3<Int>) -> SIMD3<Int> {
    place &+ [corner & 1, corner >> 1 & 1, corner >> 2]
  }

  private func index(_ place: SIMD3<Int>) -> Int {
    (place.z * counts.y + place.y) * counts.x + place.x
  }

  private func forEachPlace(upTo limit: SIMD3<Int>, _ body: (SIMD3<Int>) -> Void) {
    for z in 0..<limit.z {
      for y in 0..<limit.y {
        for x in 0..<limit.x { body([x, y, z]) }
      }
    }
  }

  private func sampled() -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(counts.x * counts.y * counts.z)
    forEachPlace(upTo: counts) { values.append(field(lower + SIMD3<Double>($0) * cell)) }
    return values
  }

  /// Where the level crosses an edge of a cell, in cells.
  private func crossing(_ edge: Int, of place: SIMD3<Int>, values: [Double]) -> SIMD3<Double> {
    let start = CellCrossings.start(of: edge)
    let (from, to) = (corner(start, of: place), corner(start | 1 << (edge / 4), of: place))
    let (near, far) = (values[index(from)], values[index(to)])
    return SIMD3<Double>(from) + SIMD3<Double>(to &- from) * (near / (near - far))
  }

  /// `point` after some of Newton's steps along the gradient, none longer than a third of a cell.
  private func onLevel(_ point: SIMD3<Double>) -> SIMD3<Double> {
    let h = cell / 20
    var p = point
    for _ in 0..<3 {
      let value = field(p)
      let gradient =
        SIMD3(
          field(p + [h, 0, 0]) - field(p - [h, 0, 0]), field(p + [0, h, 0]) - field(p - [0, h, 0]),
          field(p + [0, 0, h]) - field(p - [0, 0, h])) / (2 * h)
      let square = dot(gradient, gradient)
      guard square > 0.01 else { return p }
      let step = gradient * (value / square)
      p -= step * min(1, cell / 3 / max(length(step), 1e-12))
    }
    return p
  }

  /// Four vertices for every crossed grid edge, counterclockwise seen from outside.
  private func quadrilaterals(values: [Double], vertexOfEdge: [Int32]) -> [SIMD4<Int32>] {
    var result: [SIMD4<Int32>] = []
    forEachPlace(upTo: counts &- 1) { place in
      for axis in 0..<3 {
        var (step, across, up) = (SIMD3<Int>.zero, SIMD3<Int>.zero, SIMD3<Int>.zero)
        step[axis] = 1
        across[(axis + 1) % 3] = 1
        up[(axis + 2) % 3] = 1
        let (near, far) = (values[index(place)], values[index(place &+ step)])
        guard (near < 0) != (far < 0), place[(axis + 1) % 3] > 0, place[(axis + 2) % 3] > 0 else { continue }
        func vertex(_ u: Int, _ v: Int) -> Int32 {
          vertexOfEdge[index(place &- across &* u &- up &* v) * 12 + 4 * axis + u + 2 * v]
        }
        let quadrilateral = SIMD4(vertex(1, 1), vertex(0, 1), vertex(0, 0), vertex(1, 0))
        result.append(
          near < 0
            ? quadrilateral : [quadrilateral.x, quadrilateral.w, quadrilateral.z, quadrilateral.y])
      }
    }
    return result
  }

  /// Two triangles, cut along the shorter diagonal.
  private func split(_ q: SIMD4<Int32>, positions: [SIMD3<Double>]) -> [SIMD3<Int32>] {
    func distance(_ a: Int32, _ b: Int32) -> Double { length(positions[Int(a)] - positions[Int(b)]) }
    return distance(q.x, q.z) <= distance(q.y, q.w)
      ? [[q.x, q.y, q.z], [q.x, q.z, q.w]] : [[q.x, q.y, q.w], [q.y, q.z, q.w]]
  }
}
