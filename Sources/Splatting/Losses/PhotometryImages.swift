/// The memory of what is compared: a rendering of `[H, W, C]`, at most three channels, and the recorded image.
///
/// `@unchecked Sendable`: it is only read, and who makes one sees to it that it outlives the work.
struct PhotometryImages: @unchecked Sendable {
  /// Rows.
  let height: Int
  /// Pixels of a row.
  let width: Int
  /// Channels, 1...3.
  let channels: Int
  /// Rendered colours.
  let color: UnsafePointer<Float>
  /// How much of each pixel they cover `[H, W]`, if not all of it; the rest shows the background.
  let alpha: UnsafePointer<Float>?
  /// What shows where the rendering does not cover.
  let background: SIMD3<Float>
  /// Recorded colours `[H, W, C]`.
  let target: Target
  /// What both images are multiplied with `[H, W]`, if anything.
  let validity: UnsafePointer<Float>?

  /// A recorded image's memory.
  enum Target {
    /// 0...1.
    case numbers(UnsafePointer<Float>)
    /// 0...255.
    case bytes(UnsafePointer<UInt8>)
  }

  /// Writes both images' pixels `columns` of a row, a plane a channel, `planeStride` numbers apart.
  func load(
    row: Int, _ columns: Range<Int>, x: UnsafeMutablePointer<Float>, y: UnsafeMutablePointer<Float>,
    planeStride: Int
  ) {
    let start = row * width + columns.lowerBound
    let count = columns.count
    separate(color + start * channels, into: x, planeStride, count)
    switch target {
    case .numbers(let numbers): separate(numbers + start * channels, into: y, planeStride, count)
    case .bytes(let bytes): separate(bytes + start * channels, into: y, planeStride, count)
    }
    for channel in 0..<channels {
      let (x, y) = (x + channel * planeStride, y + channel * planeStride)
      if let alpha {
        let (cover, behind) = (alpha + start, background[channel])
        for index in 0..<count { x[index] += (1 - cover[index]) * behind }
      }
      guard let validity else { continue }
      let factor = validity + start
      for index in 0..<count {
        x[index] *= factor[index]
        y[index] *= factor[index]
      }
    }
  }

  /// Interleaved numbers to planes.
  private func separate(
    _ source: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>, _ planeStride: Int, _ count: Int
  ) {
    let whole = channels == 3 ? count / 16 * 16 : 0
    for index in stride(from: 0, to: whole, by: 16) {
      let part = source + 3 * index
      let separated = Lanes.separated(
        Lanes(unaligned: part), Lanes(unaligned: part + 16), Lanes(unaligned: part + 32))
      separated.first.store(to: planes + index)
      separated.second.store(to: planes + planeStride + index)
      separated.third.store(to: planes + 2 * planeStride + index)
    }
    for channel in 0..<channels {
      for index in whole..<count {
        planes[channel * planeStride + index] = source[index * channels + channel]
      }
    }
  }

  /// Interleaved bytes to planes of 0...1.
  private func separate(
    _ source: UnsafePointer<UInt8>, into planes: UnsafeMutablePointer<Float>, _ planeStride: Int, _ count: Int
  ) {
    let whole = channels == 3 ? count / 16 * 16 : 0
    for index in stride(from: 0, to: whole, by: 16) {
      let part = source + 3 * index
      let separated = Lanes.separated(Lanes(bytes: part), Lanes(bytes: part + 16), Lanes(bytes: part + 32))
      (separated.first / Lanes(255)).store(to: planes + index)
      (separated.second / Lanes(255)).store(to: planes + planeStride + index)
      (separated.third / Lanes(255)).store(to: planes + 2 * planeStride + index)
    }
    for channel in 0..<channels {
      for index in whole..<count {
        planes[channel * planeStride + index] = Float(source[index * channels + channel]) / 255
      }
    }
  }
}

/// Where the gradient by a rendering goes: by its colours `[H, W, C]` and, if there is one, by its alpha `[H, W]`.
///
/// `@unchecked Sendable`: threads write to pixels of their own.
struct PhotometryGradient: @unchecked Sendable {
  let color: UnsafeMutablePointer<Float>
  let alpha: UnsafeMutablePointer<Float>?

  /// Takes the gradient by the compared image, planes `planeStride` apart, to that by the rendering.
  ///
  /// - Parameter planes: pixels `columns` of a row; they are overwritten.
  func store(
    _ planes: UnsafeMutablePointer<Float>, planeStride: Int, row: Int, _ columns: Range<Int>,
    of images: PhotometryImages
  ) {
    let start = row * images.width + columns.lowerBound
    let count = columns.count
    if let validity = images.validity {
      for channel in 0..<images.channels {
        let plane = planes + channel * planeStride
        for index in 0..<count { plane[index] *= validity[start + index] }
      }
    }
    if let alpha {
      let target = alpha + start
      target.update(repeating: 0, count: count)
      for channel in 0..<images.channels {
        let (plane, behind) = (planes + channel * planeStride, images.background[channel])
        for index in 0..<count { target[index] -= plane[index] * behind }
      }
    }
    join(planes, planeStride, into: color + start * images.channels, count, images.channels)
  }

  /// Planes to interleaved numbers.
  private func join(
    _ planes: UnsafePointer<Float>, _ planeStride: Int, into target: UnsafeMutablePointer<Float>,
    _ count: Int,
    _ channels: Int
  ) {
    let whole = channels == 3 ? count / 16 * 16 : 0
    for index in stride(from: 0, to: whole, by: 16) {
      let joined = Lanes.joined(
        Lanes(unaligned: planes + index), Lanes(unaligned: planes + planeStride + index),
        Lanes(unaligned: planes + 2 * planeStride + index))
      let part = target + 3 * index
      joined.0.store(to: part)
      joined.1.store(to: part + 16)
      joined.2.store(to: part + 32)
    }
    for channel in 0..<channels {
      for index in whole..<count {
        target[index * channels + channel] = planes[channel * planeStride + index]
      }
    }
  }
}
