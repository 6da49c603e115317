/// How often colours occur, smoothed: 16 steps of luma, 32 of each difference of colour.
struct ColorHistogram: Sendable {
  private var counts: [Float]
  private static let (lumaSteps, chromaSteps) = (16, 32)

  init() { counts = Array(repeating: 0, count: Self.lumaSteps * Self.chromaSteps * Self.chromaSteps) }

  /// The bin of a colour, whose differences lie mostly within 64 of the middle.
  static func bin(_ pixel: SIMD4<UInt8>) -> Int {
    func step(_ value: UInt8) -> Int { min(max((Int(value) - 64) / 4, 0), chromaSteps - 1) }
    return (Int(pixel.x) / 16 * chromaSteps + step(pixel.y)) * chromaSteps + step(pixel.z)
  }

  /// Counts a colour once more.
  mutating func add(_ pixel: SIMD4<UInt8>) { counts[Self.bin(pixel)] += 1 }

  /// The counts, smoothed over neighbours by the weights 1, 2, 1 along each axis.
  func smoothed() -> [Float] {
    var values = counts
    let luma = Self.chromaSteps * Self.chromaSteps
    for (stride, steps) in [
      (1, Self.chromaSteps), (Self.chromaSteps, Self.chromaSteps), (luma, Self.lumaSteps),
    ] {
      let old = values
      for index in values.indices {
        let place = index / stride % steps
        let lower = place > 0 ? old[index - stride] : old[index]
        let upper = place + 1 < steps ? old[index + stride] : old[index]
        values[index] = (lower + 2 * old[index] + upper) / 4
      }
    }
    return values
  }
}
