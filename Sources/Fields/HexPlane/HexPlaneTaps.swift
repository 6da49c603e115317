/// Which samples a point takes from planes and lines, and with what weights.
struct HexPlaneTaps {
  private typealias Lanes = HexPlaneProducts.Lanes

  /// Six samples, of the planes xy, xz, yz and of the lines x, y, z, with the planes' and lines' slopes by the position
  /// between samples: of a plane along its columns and rows.
  struct Samples {
    var values: (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)
    var planeSlopes:
      ((SIMD8<Float>, SIMD8<Float>), (SIMD8<Float>, SIMD8<Float>), (SIMD8<Float>, SIMD8<Float>))
    var lineSlopes: (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)
  }

  private let resolution: Int
  private let channels: Int
  /// The sample before the place, along x, y and z.
  private let index: SIMD3<Int32>
  /// How far the place is from it, in samples.
  private let part: SIMD3<Float>
  /// How fast the position between samples changes with the place: not at all outside.
  let slopes: SIMD3<Float>

  init(_ place: UnsafePointer<Float>, resolution: Int, channels: Int) {
    self.resolution = resolution
    self.channels = channels
    let last = Float(resolution - 1)
    let raw = (SIMD3(place[0], place[1], place[2]) + 1) * (last / 2)
    // What is not a number counts as 0.
    let known = raw.replacing(with: 0, where: raw .!= raw)
    let position = known.clamped(lowerBound: .zero, upperBound: .init(repeating: last))
    let floor = position.rounded(.down).clamped(
      lowerBound: .zero, upperBound: .init(repeating: last - 1))
    index = SIMD3<Int32>(floor)
    part = position - floor
    slopes = SIMD3<Float>(repeating: last / 2).replacing(with: 0, where: position .!= raw)
  }

  /// The first features of the four samples that the plane `plane` of axes `a` and `b` has around the place.
  @inline(__always) private func corner(_ plane: Int, _ a: Int, _ b: Int) -> Int {
    ((plane * resolution + Int(index[b])) * resolution + Int(index[a])) * channels
  }

  /// The first features of the line of an axis before the place.
  @inline(__always) private func start(_ axis: Int) -> Int {
    (axis * resolution + Int(index[axis])) * channels
  }

  @inline(__always) private func plane(
    _ planes: UnsafePointer<Float>, _ number: Int, _ a: Int, _ b: Int
  ) -> (value: Lanes, alongColumns: Lanes, alongRows: Lanes) {
    let place = planes + corner(number, a, b)
    let row = resolution * channels
    let (p, q) = (HexPlaneProducts.load(place), HexPlaneProducts.load(place + channels))
    let (r, s) = (HexPlaneProducts.load(place + row), HexPlaneProducts.load(place + row + channels))
    let (above, below) = (p + (q - p) * part[a], r + (s - r) * part[a])
    let columns = (q - p) + ((s - r) - (q - p)) * part[b]
    return (above + (below - above) * part[b], columns, below - above)
  }

  @inline(__always) private func line(
    _ lines: UnsafePointer<Float>, _ axis: Int
  ) -> (value: Lanes, slope: Lanes) {
    let place = lines + start(axis)
    let (p, q) = (HexPlaneProducts.load(place), HexPlaneProducts.load(place + channels))
    return (p + (q - p) * part[axis], q - p)
  }

  /// Eight features of every sample.
  @inline(__always) func samples(
    _ planes: UnsafePointer<Float>, _ lines: UnsafePointer<Float>
  ) -> Samples {
    let (xy, xz, yz) = (plane(planes, 0, 0, 1), plane(planes, 1, 0, 2), plane(planes, 2, 1, 2))
    let (x, y, z) = (line(lines, 0), line(lines, 1), line(lines, 2))
    return Samples(
      values: (xy.value, xz.value, yz.value, x.value, y.value, z.value),
      planeSlopes: (
        (xy.alongColumns, xy.alongRows), (xz.alongColumns, xz.alongRows), (yz.alongColumns, yz.alongRows)
      ), lineSlopes: (x.slope, y.slope, z.slope))
  }

  /// Adds what a gradient of eight features of the product means for planes and lines.
  ///
  /// - Returns: what it means for the position between samples.
  @inline(__always) func addGradients(
    _ gradient: SIMD8<Float>, _ given: (planes: UnsafePointer<Float>, lines: UnsafePointer<Float>),
    to sums: (planes: UnsafeMutablePointer<Float>, lines: UnsafeMutablePointer<Float>)
  ) -> SIMD3<Float> {
    let samples = samples(given.planes, given.lines)
    let v = samples.values
    // Each factor's gradient is the product of the others.
    let (space, time) = (v.0 * v.1 * v.2, v.3 * v.4 * v.5)
    let (still, moving) = (gradient * time, gradient * space)
    let (xy, xz, yz) = (still * v.1 * v.2, still * v.0 * v.2, still * v.0 * v.1)
    let (x, y, z) = (moving * v.4 * v.5, moving * v.3 * v.5, moving * v.3 * v.4)
    spread(xy, sums.planes, 0, 0, 1)
    spread(xz, sums.planes, 1, 0, 2)
    spread(yz, sums.planes, 2, 1, 2)
    spread(x, sums.lines, 0)
    spread(y, sums.lines, 1)
    spread(z, sums.lines, 2)
    let slopes = samples.planeSlopes
    return SIMD3(
      (xy * slopes.0.0 + xz * slopes.1.0 + x * samples.lineSlopes.0).sum(),
      (xy * slopes.0.1 + yz * slopes.2.0 + y * samples.lineSlopes.1).sum(),
      (xz * slopes.1.1 + yz * slopes.2.1 + z * samples.lineSlopes.2).sum())
  }

  @inline(__always) private func spread(
    _ gradient: Lanes, _ planes: UnsafeMutablePointer<Float>, _ number: Int, _ a: Int, _ b: Int
  ) {
    let place = planes + corner(number, a, b)
    let row = resolution * channels
    let (above, below) = (gradient * (1 - part[b]), gradient * part[b])
    add(above * (1 - part[a]), place)
    add(above * part[a], place + channels)
    add(below * (1 - part[a]), place + row)
    add(below * part[a], place + row + channels)
  }

  @inline(__always) private func spread(_ gradient: Lanes, _ lines: UnsafeMutablePointer<Float>, _ axis: Int)
  {
    let place = lines + start(axis)
    add(gradient * (1 - part[axis]), place)
    add(gradient * part[axis], place + channels)
  }

  @inline(__always) private func add(_ value: Lanes, _ place: UnsafeMutablePointer<Float>) {
    HexPlaneProducts.store(HexPlaneProducts.load(place) + value, place)
  }
}
