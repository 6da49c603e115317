/// Which of the frames measured are shown: the worst, the best, and some between.
struct FrameChoice {
  /// Places in the table, in its order, with why each was chosen.
  let chosen: [(place: Int, reason: String?)]

  /// Chooses at most `count` of the frames of `table`.
  init(_ table: MetricsTable, count: Int = 6) {
    var reasons: [Int: String] = [:]
    func note(_ place: Int?, _ reason: String) {
      guard let place else { return }
      reasons[place] = reasons[place].map { "\($0), \(reason)" } ?? reason
    }
    let full = Self.order(table, by: .full)
    note(full.first, "the worst")
    if full.count > 1 { note(full.last, "the best") }
    note(Self.order(table, by: .handObject).first, "the worst on hands and objects")
    var places = Set(reasons.keys)
    while places.count < min(count, table.frames.count) {
      // The one farthest from all others.
      func distance(_ place: Int) -> Int { places.map { abs($0 - place) }.min() ?? 0 }
      guard let next = table.frames.indices.max(by: { distance($0) < distance($1) }) else { break }
      places.insert(next)
    }
    chosen = places.sorted().map { ($0, reasons[$0]) }
  }

  /// Frames from the lowest PSNR of `region` to the highest.
  private static func order(_ table: MetricsTable, by region: Region) -> [Int] {
    table.frames.indices.compactMap { place in table.frames[place].regions[region].map { (place, $0.psnr) } }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }
}
