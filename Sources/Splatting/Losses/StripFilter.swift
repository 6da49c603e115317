/// A separable Gaussian filter over a strip of an image's columns, several maps at once, row by row.
///
/// A row of an interleaved image `[H, W, C]` is W C numbers, in which the window's taps lie C apart. A strip
/// is narrow enough for the rows that the window spans to stay in the first-level cache.
struct StripFilter {
  /// Vectors of a strip's row.
  static let vectors = 8
  /// Numbers of a strip's row.
  static let width = vectors * 16
  /// Numbers on each side of a strip that the window reaches, rounded up to a vector.
  static let margin = 16
  /// Numbers of a row that are read for a strip's row: input k belongs to the strip's number k - ``margin``.
  static let inputWidth = width + 2 * margin

  private static let taps = StructuralSimilarity.windowSize
  private static let reach = taps / 2

  private let maps: Int
  private let channels: Int
  private let window: [Float]
  private let inputs: WorkBuffer<Float>
  private let ring: WorkBuffer<Float>
  private let outputs: WorkBuffer<Float>

  /// Makes the memory for `maps` maps of images with `channels` channels, at most 3.
  init(maps: Int, channels: Int) {
    require(Self.reach * channels <= Self.margin, "a strip's margins hold the window of 3 channels")
    self.maps = maps
    self.channels = channels
    window = StructuralSimilarity.window
    inputs = WorkBuffer(capacity: maps * Self.inputWidth)
    ring = WorkBuffer(capacity: Self.taps * maps * Self.width)
    outputs = WorkBuffer(capacity: maps * Self.width)
  }

  /// Filters `rows` of an image of `height` rows.
  ///
  /// - Parameters:
  ///   - load: writes a row's inputs, map after map of ``inputWidth`` numbers.
  ///   - emit: given a row's filtered maps, map after map of ``width`` numbers.
  func run(
    rows: Range<Int>, height: Int, load: (_ row: Int, UnsafeMutablePointer<Float>) -> Void,
    emit: (_ row: Int, UnsafePointer<Float>) -> Void
  ) {
    let readable = max(0, rows.lowerBound - Self.reach)..<min(height, rows.upperBound + Self.reach)
    var next = readable.lowerBound
    for row in rows {
      while next <= min(row + Self.reach, readable.upperBound - 1) {
        load(next, inputs.pointer)
        filterAcross(into: ringRow(next))
        next += 1
      }
      filterDown(row, height: height)
      emit(row, outputs.pointer)
    }
  }

  private func ringRow(_ row: Int) -> UnsafeMutablePointer<Float> {
    ring.pointer + (row % Self.taps) * maps * Self.width
  }

  private func filterAcross(into result: UnsafeMutablePointer<Float>) {
    let first = Self.margin - Self.reach * channels
    window.withUnsafeBufferPointer { window in
      for map in 0..<maps {
        let source = inputs.pointer + map * Self.inputWidth + first
        let target = result + map * Self.width
        for vector in 0..<Self.vectors {
          var sum = Lanes(window[0]) * Lanes(unaligned: source + vector * 16)
          for tap in 1..<Self.taps {
            sum.addProduct(Lanes(window[tap]), Lanes(unaligned: source + vector * 16 + tap * channels))
          }
          sum.store(to: target + vector * 16)
        }
      }
    }
  }

  /// Rows outside the image are zero: their taps are left out.
  private func filterDown(_ row: Int, height: Int) {
    let taps = max(0, Self.reach - row)..<min(Self.taps, height + Self.reach - row)
    let length = maps * Self.width
    window.withUnsafeBufferPointer { window in
      for start in stride(from: 0, to: length, by: 64) {
        var (a, b, c, d) = (Lanes(), Lanes(), Lanes(), Lanes())
        for tap in taps {
          let weight = Lanes(window[tap])
          let source = ringRow(row + tap - Self.reach) + start
          a.addProduct(weight, Lanes(unaligned: source))
          b.addProduct(weight, Lanes(unaligned: source + 16))
          c.addProduct(weight, Lanes(unaligned: source + 32))
          d.addProduct(weight, Lanes(unaligned: source + 48))
        }
        a.store(to: outputs.pointer + start)
        b.store(to: outputs.pointer + start + 16)
        c.store(to: outputs.pointer + start + 32)
        d.store(to: outputs.pointer + start + 48)
      }
    }
  }
}
