import Images

/// Draws triangle meshes on the processor: nearest surface by depth, procedural materials, one lamp with soft
/// shadows, several samples a pixel.
///
/// Shares nothing with the splatting code, so that what it draws can be used to judge that.
public struct TriangleRenderer: Sendable {
  /// Samples along each side of a pixel; odd, so that one of them is the pixel's centre.
  public let samplesPerSide: Int
  /// The lamp and the light from all sides.
  public let lighting: Lighting

  /// Makes a renderer with `samplesPerSide` squared samples a pixel; an odd number.
  public init(samplesPerSide: Int = 3, lighting: Lighting = Lighting()) {
    require(samplesPerSide > 0 && samplesPerSide % 2 == 1, "samples a side must be odd")
    self.samplesPerSide = samplesPerSide
    self.lighting = lighting
  }

  private struct Pixel {
    var color: SIMD3<Float>
    var depth: Float
    var label: UInt8
  }

  /// Draws `surfaces` as `camera` sees them; black, label 0 and depth 0 where nothing is seen.
  public func render(_ surfaces: [Surface], camera: Camera) -> RenderedView {
    let sampling = camera.resized(
      width: camera.width * samplesPerSide, height: camera.height * samplesPerSide)
    let view = VisibilityBuffer(surfaces, camera: sampling)
    let shadows = ShadowMap(surfaces, lighting: lighting)
    let shader = RowShader(surfaces, lighting: lighting, eye: camera.position)
    let labels = surfaces.map(\.label)
    let count = camera.width * camera.height
    let pixels = [Pixel](unsafeUninitializedCapacity: count) { pixels, initialized in
      // Each band of rows writes its own pixels alone.
      nonisolated(unsafe) let target = pixels
      forEachBand(rows: camera.height, bandHeight: 8) { rows in
        shadows.withReader { shadows in
          resolve(rows, view: view, shader: shader, shadows: shadows, labels: labels, pixels: target)
        }
      }
      initialized = count
    }
    return Self.split(pixels, width: camera.width, height: camera.height)
  }

  /// Shades the samples of some rows of pixels and takes the mean of each pixel's.
  private func resolve(
    _ rows: Range<Int>, view: VisibilityBuffer, shader: RowShader, shadows: ShadowMap.Reader,
    labels: [UInt8], pixels: UnsafeMutableBufferPointer<Pixel>
  ) {
    let width = view.width / samplesPerSide
    let share = 1 / Float(samplesPerSide * samplesPerSide)
    var scratch = RowShader.Scratch(width: view.width)
    var colors = [SIMD3<Float>](repeating: .zero, count: view.width)
    var sums = [SIMD3<Float>](repeating: .zero, count: width)
    for y in rows {
      for x in 0..<width { sums[x] = .zero }
      for row in y * samplesPerSide..<(y + 1) * samplesPerSide {
        shader.shade(row: row, of: view, shadows: shadows, scratch: &scratch, colors: &colors)
        for column in colors.indices { sums[column / samplesPerSide] += colors[column] }
      }
      for x in 0..<width {
        let center = centerHit(x: x, y: y, view: view)
        pixels.initializeElement(
          at: y * width + x,
          to: Pixel(
            color: StandardRGB.coded(sums[x] * share), depth: center?.depth ?? 0,
            label: center.map { labels[Int($0.surface)] } ?? 0))
      }
    }
  }

  private func centerHit(x: Int, y: Int, view: VisibilityBuffer) -> (depth: Float, surface: Int32)? {
    let (column, row) = (x * samplesPerSide + samplesPerSide / 2, y * samplesPerSide + samplesPerSide / 2)
    let index = view.samples[row * view.width + column].triangle
    guard index >= 0 else { return nil }
    let triangle = view.triangles[Int(index)]
    return (Float(triangle.hit(column: column, row: row).depth), triangle.surface)
  }

  private static func split(_ pixels: [Pixel], width: Int, height: Int) -> RenderedView {
    RenderedView(
      image: Image(
        width: width, height: height, channels: 3,
        values: pixels.flatMap { [$0.color.x, $0.color.y, $0.color.z] }),
      labels: LabelImage(width: width, height: height, channels: 1, values: pixels.map(\.label)),
      depth: DepthImage(width: width, height: height, channels: 1, values: pixels.map(\.depth)))
  }
}
