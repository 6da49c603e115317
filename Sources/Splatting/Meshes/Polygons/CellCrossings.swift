/// How a surface goes through one cell of a grid: which of the cell's crossed edges belong to one sheet of it.
///
/// Corner `c` of the cell is at (c & 1, c >> 1 & 1, c >> 2). Edge `4 * axis + k` runs along `axis` from the corner
/// whose offsets along the next two axes (cyclically) are the bits of `k`.
struct CellCrossings {
  /// The sheet of each of the 12 edges, from 0; -1 where the surface does not cross it.
  private(set) var sheets = [Int](repeating: -1, count: 12)
  /// How many sheets there are.
  private(set) var count = 0

  /// The crossings of a cell of whose 8 corners those in `inside` are inside; none where it is not crossed.
  init?(inside: [Bool]) {
    guard inside.contains(true), inside.contains(false) else { return nil }
    var links = Array(0..<12)
    for axis in 0..<3 {
      for side in 0...1 { Self.link(axis: axis, side: side, inside: inside, links: &links) }
    }
    for edge in 0..<12 where Self.isCrossed(edge, inside: inside) {
      let root = Self.root(of: edge, links)
      if sheets[root] < 0 {
        sheets[root] = count
        count += 1
      }
      sheets[edge] = sheets[root]
    }
  }

  /// The corner that an edge starts from.
  static func start(of edge: Int) -> Int {
    let (axis, k) = (edge / 4, edge % 4)
    return (k & 1) << ((axis + 1) % 3) | (k >> 1) << ((axis + 2) % 3)
  }

  private static func isCrossed(_ edge: Int, inside: [Bool]) -> Bool {
    let corner = start(of: edge)
    return inside[corner] != inside[corner | 1 << (edge / 4)]
  }

  private static func root(of edge: Int, _ links: [Int]) -> Int {
    var edge = edge
    while links[edge] != edge { edge = links[edge] }
    return edge
  }

  /// Joins the crossed edges of a face: both, or where it is crossed four times those around each inner corner,
  /// so that the cells on both sides of the face agree.
  private static func link(axis: Int, side: Int, inside: [Bool], links: inout [Int]) {
    let (across, up) = ((axis + 1) % 3, (axis + 2) % 3)
    func corner(_ u: Int, _ v: Int) -> Int { side << axis | u << across | v << up }
    func along(_ direction: Int, _ corner: Int) -> Int {
      let (next, afterNext) = ((direction + 1) % 3, (direction + 2) % 3)
      return 4 * direction + (corner >> next & 1) + 2 * (corner >> afterNext & 1)
    }
    func join(_ a: Int, _ b: Int) { links[root(of: b, links)] = root(of: a, links) }
    let edges = [
      along(across, corner(0, 0)), along(across, corner(0, 1)), along(up, corner(0, 0)),
      along(up, corner(1, 0)),
    ]
    let crossed = edges.filter { isCrossed($0, inside: inside) }
    if crossed.count == 2 { join(crossed[0], crossed[1]) }
    guard crossed.count == 4 else { return }
    for u in 0...1 {
      for v in 0...1 where inside[corner(u, v)] {
        join(along(across, corner(0, v)), along(up, corner(u, 0)))
      }
    }
  }
}
