import Images
import Testing

@Suite("Image operations")
struct ImageOperationTests {
  static func close(_ a: [Float], _ b: [Float], _ tolerance: Float = 1e-5) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test("Shrinking averages the area that a pixel covers")
  func shrinks() {
    let image = Image(width: 4, height: 2, channels: 1, values: [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(Self.close(image.resized(width: 2, height: 1).values, [2.5, 4.5]))
    let row = Image(width: 3, height: 1, channels: 1, values: [0, 3, 6])
    // Each half covers one whole pixel and half of the middle one.
    #expect(Self.close(row.resized(width: 2, height: 1).values, [1, 5]))
  }

  @Test("Enlarging interpolates between centres and keeps the borders")
  func enlarges() {
    let row = Image(width: 2, height: 1, channels: 1, values: [0, 1])
    #expect(Self.close(row.resized(width: 4, height: 1).values, [0, 0.25, 0.75, 1]))
    #expect(row.resized(width: 4, height: 3).values.count == 12)
    let dot = Image(width: 1, height: 1, channels: 3, values: [0.1, 0.2, 0.3])
    #expect(Self.close(dot.resized(width: 2, height: 1).values, [0.1, 0.2, 0.3, 0.1, 0.2, 0.3]))
  }

  @Test(
    "Any factor keeps a constant image and the mean",
    arguments: [(7, 5), (640, 1), (3, 17), (64, 48), (63, 47)])
  func keepsMean(width: Int, height: Int) {
    let constant = Image(width: 64, height: 48, channels: 3, repeating: 0.3)
    #expect(
      Self.close(
        constant.resized(width: width, height: height).values,
        .init(repeating: 0.3, count: width * height * 3)))
    let ramp = Image(width: 64, height: 48, channels: 1, values: (0..<(64 * 48)).map { Float($0 % 64) })
    let resized = ramp.resized(width: width, height: height).values
    #expect(abs(resized.reduce(0, +) / Float(resized.count) - 31.5) < 1e-2)
  }

  @Test("Colours that alpha hides do not bleed")
  func weighsByAlpha() {
    let image = Image(width: 2, height: 1, channels: 4, values: [1, 0, 0, 1, 0, 1, 0, 0])
    #expect(Self.close(image.resized(width: 1, height: 1).values, [1, 0, 0, 0.5]))
  }

  @Test("Labels are picked, never mixed")
  func resizesLabels() {
    let labels = LabelImage(width: 4, height: 2, channels: 1, values: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(labels.resizedNearest(width: 2, height: 1).values == [6, 8])
    #expect(labels.resizedNearest(width: 4, height: 2) == labels)
    #expect(labels.resizedNearest(width: 8, height: 2).values.prefix(8) == [1, 1, 2, 2, 3, 3, 4, 4])
  }

  @Test("A crop takes the rectangle")
  func crops() {
    let image = PixelGrid<Int>(width: 3, height: 2, channels: 2, values: Array(0..<12))
    let crop = image.cropped(x: 1, y: 0, width: 2, height: 2)
    #expect(crop == PixelGrid(width: 2, height: 2, channels: 2, values: [2, 3, 4, 5, 8, 9, 10, 11]))
  }

  @Test("A strip puts grey, coloured and transparent images side by side")
  func strips() {
    let grey = Image(width: 1, height: 1, channels: 1, values: [0.5])
    let color = Image(width: 1, height: 1, channels: 3, values: [0.1, 0.2, 0.3])
    let strip = Image.strip([grey, color], gap: 1)
    #expect(
      strip == Image(width: 3, height: 1, channels: 3, values: [0.5, 0.5, 0.5, 1, 1, 1, 0.1, 0.2, 0.3]))
    let clear = Image(width: 1, height: 1, channels: 4, values: [1, 1, 1, 0])
    #expect(Image.strip([color, clear]).values == [0.1, 0.2, 0.3, 1, 1, 1, 1, 0])
    #expect(Image.strip([]).width == 0)
  }

  @Test("Alpha is laid over a background")
  func composites() {
    let image = Image(width: 2, height: 1, channels: 4, values: [1, 0, 0, 0.25, 0, 1, 0, 1])
    let flat = image.composited(over: [0, 0, 1])
    #expect(flat == Image(width: 2, height: 1, channels: 3, values: [0.25, 0, 0.75, 0, 1, 0]))
    #expect(flat.composited(over: .zero) == flat)
    #expect(image.channel(3).values == [0.25, 1])
  }

  @Test("Interpolation meets the centres, the middle between them, and the borders")
  func interpolates() {
    let image = Image(width: 2, height: 2, channels: 1, values: [0, 1, 2, 3])
    #expect(image.interpolated(at: [0.5, 0.5]) == [0, 0, 0, 0])
    #expect(image.interpolated(at: [1.5, 0.5]).x == 1)
    #expect(image.interpolated(at: [1, 1]).x == 1.5)
    #expect(image.interpolated(at: [0.75, 1.25]).x == 1.75)
    #expect(image.interpolated(at: [-9, 99]).x == 2)
    #expect(image.interpolated(at: [99, 99]).x == 3)
    #expect(
      Image(width: 1, height: 1, channels: 4, values: [1, 2, 3, 4]).interpolated(at: [0, 5]) == [1, 2, 3, 4])
  }

  @Test("Resampling by a shift shifts")
  func resamples() {
    let image = Image(width: 3, height: 1, channels: 1, values: [0, 1, 2])
    #expect(image.resampled(width: 2, height: 1) { $0 + [1, 0] }.values == [1, 2])
    #expect(image.resampled(width: 3, height: 1) { $0 } == image)
  }

  @Test("The colour map's lightness rises in equal steps")
  func colorMapIsOrdered() {
    let steps = (0...100).map { ColorMap.color(Float($0) / 100) }
    func luminance(_ color: SIMD3<Float>) -> Float {
      // The square is near enough to the sRGB curve for an order.
      (color * color * [0.2126, 0.7152, 0.0722]).sum()
    }
    let levels = steps.map(luminance)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 })
    #expect(steps.allSatisfy { $0.min() >= 0 && $0.max() <= 1 })
    #expect(levels[0] < 0.02 && levels[100] > 0.8)
    #expect(ColorMap.color(-1) == steps[0] && ColorMap.color(2) == steps[100])
    #expect(ColorMap.color(.nan) == [0.5, 0.5, 0.5])
    let image = ColorMap.image(of: Image(width: 2, height: 1, channels: 1, values: [2, 4]), range: 2...4)
    #expect(image.values == [0, 100].flatMap { [steps[$0].x, steps[$0].y, steps[$0].z] })
  }
}
