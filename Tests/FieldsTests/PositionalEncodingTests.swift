import Fields
import Foundation
import Tensors
import Testing

@Suite struct PositionalEncodingTests {
  @Test func keepsTheInputAndAddsSinesAndCosines() {
    let encoding = PositionalEncoding(frequencies: 3)
    let encoded = encoding(Tensor([0.3, -1.2] as [Float], shape: [1, 2])).floats()
    let expected = [0.3, -1.2].map(Float.init)
      + [1, 2, 4].flatMap { f in [sin(f * 0.3), sin(f * -1.2), cos(f * 0.3), cos(f * -1.2)] }.map { Float($0) }
    #expect(encoded.count == encoding.size(of: 2))
    for (a, b) in zip(encoded, expected) { #expect(abs(a - b) < 1e-6) }
  }

  @Test func withoutFrequenciesIsTheInput() {
    let x = Tensor([1, 2, 3] as [Float], shape: [1, 3])
    #expect(PositionalEncoding(frequencies: 0)(x).floats() == [1, 2, 3])
  }
}
