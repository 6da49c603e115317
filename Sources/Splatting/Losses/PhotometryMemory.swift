/// What a thread works with in a strip of images: rows that the window spans, in rings of sixteen.
struct PhotometryMemory: Sendable {
  /// Pixels of a strip's row, a multiple of 16.
  let width: Int
  /// Pixels of a row of derivatives: the strip, what the window reaches on both sides, filled up.
  let middleWidth: Int
  /// Pixels of a row of the images: that, and what the window reaches on both sides of it, filled up.
  let outerWidth: Int
  /// Planes of every kind of row.
  let channels: Int

  /// Rows of a ring, a power of two that is at least ``WindowFilter/spannedRows``.
  private static let ringRows = 16

  private let images: WorkBuffer<Float>
  private let moments: WorkBuffer<Float>
  private let derivatives: WorkBuffer<Float>
  private let filtered: WorkBuffer<Float>
  private let gradients: WorkBuffer<Float>
  private let offsets = WorkBuffer<Int>(capacity: WindowFilter.spannedRows)

  /// Memory for strips of `width` pixels.
  init(width: Int, channels: Int) {
    self.width = width
    self.channels = channels
    middleWidth = (width + 2 * WindowFilter.reach + 15) / 16 * 16
    outerWidth = (middleWidth + 2 * WindowFilter.reach + 15) / 16 * 16
    let rows = Self.ringRows * channels
    images = WorkBuffer(capacity: 2 * rows * outerWidth)
    moments = WorkBuffer(capacity: 4 * rows * middleWidth)
    derivatives = WorkBuffer(capacity: 4 * WindowFilter.blockRows * middleWidth)
    filtered = WorkBuffer(capacity: 3 * rows * width)
    gradients = WorkBuffer(capacity: WindowFilter.blockRows * channels * width)
  }

  private static func offset(_ row: Int, _ width: Int) -> Int { (row & (ringRows - 1)) * width }

  /// Distance of an image row's planes from one another.
  var imagePlane: Int { Self.ringRows * outerWidth }

  /// A row of the rendering, plane by plane.
  func rendered(_ row: Int) -> UnsafeMutablePointer<Float> { images.pointer + Self.offset(row, outerWidth) }

  /// A row of the recorded image, plane by plane.
  func recorded(_ row: Int) -> UnsafeMutablePointer<Float> { rendered(row) + channels * imagePlane }

  /// The ring of one of the four window means of a channel.
  func moments(_ map: Int, _ channel: Int) -> UnsafeMutablePointer<Float> {
    moments.pointer + (channel * 4 + map) * Self.ringRows * middleWidth
  }

  /// Where a row lies in such a ring.
  func momentOffset(_ row: Int) -> Int { Self.offset(row, middleWidth) }

  /// One of three derivatives, or the similarity, in one of a block's rows.
  func derivatives(_ map: Int, row: Int) -> UnsafeMutablePointer<Float> {
    derivatives.pointer + (map * WindowFilter.blockRows + row) * middleWidth
  }

  /// The ring of one of the three derivatives of a channel, filtered across.
  func filtered(_ map: Int, _ channel: Int) -> UnsafeMutablePointer<Float> {
    filtered.pointer + (channel * 3 + map) * Self.ringRows * width
  }

  /// Where a row lies in such a ring.
  func filteredOffset(_ row: Int) -> Int { Self.offset(row, width) }

  /// One of a block's rows of the gradient, a plane of ``width`` a channel.
  func gradient(row: Int) -> UnsafeMutablePointer<Float> { gradients.pointer + row * channels * width }

  /// Where the rows that the window spans around the block from `first` on lie in a ring of rows of `width`.
  func offsets(around first: Int, width: Int) -> UnsafePointer<Int> {
    for index in 0..<WindowFilter.spannedRows {
      offsets.pointer[index] = Self.offset(first - WindowFilter.reach + index, width)
    }
    return UnsafePointer(offsets.pointer)
  }
}
