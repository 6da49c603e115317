import Fields
import Foundation
import Tensors
import Testing

@Suite struct PositionalEncodingTests {
  @Test func keepsTheInputAndAddsSinesAndCosines() {
    let encoding = PositionalEncoding(frequencies: 3)
    let encoded = encoding(Tensor([0.3, -1.2] as [Float], shape: [1, 2])).floats()
    let input: [Double] = [0.3, -1.2]
    var expected = input
    for frequency in [1.0, 2.0, 4.0] {
      expected += input.map { sin(frequency * $0) }
      expected += input.map { cos(frequency * $0) }
    }
    #expect(encoded.count == encoding.size(of: 2))
    for (ours, theirs) in zip(encoded, expected) { #expect(abs(Double(ours) - theirs) < 1e-6) }
  }

  @Test func withoutFrequenciesIsTheInput() {
    let x = Tensor([1, 2, 3] as [Float], shape: [1, 3])
    #expect(PositionalEncoding(frequencies: 0)(x).floats() == [1, 2, 3])
  }
}
