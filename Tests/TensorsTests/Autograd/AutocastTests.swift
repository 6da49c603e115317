import Tensors
import Testing

@Suite struct AutocastTests {
  private let generator = RandomGenerator(seed: 4)

  @Test func productsAreInBrainFloat() {
    let a = Tensor.randomNormal([8, 16], generator: generator)
    let b = Tensor.randomNormal([16, 4], generator: generator)
    let exact = a.matmul(b)
    let cast = withAutocast { a.matmul(b) }
    #expect(cast.dtype == .bfloat16)
    #expect(largestDifference(cast, exact) > 0)
    // bfloat16 has 8 bits of significand: 2^-8 of sums of 16 products of about 1.
    #expect(largestDifference(cast, exact) < 0.15)
    #expect(a.matmul(b).dtype == .float32)
  }

  @Test func convolutionsAreInBrainFloat() {
    let x = Tensor.randomNormal([1, 2, 6, 6], generator: generator)
    let weight = Tensor.randomNormal([3, 2, 3, 3], generator: generator)
    #expect(withAutocast { x.convolved(weight: weight) }.dtype == .bfloat16)
    #expect(withAutocast(enabled: false) { x.convolved(weight: weight) }.dtype == .float32)
  }

  @Test func sumsStayInSinglePrecision() {
    let x = Tensor.randomNormal([4], generator: generator)
    #expect(withAutocast { (x + x).sum() }.dtype == .float32)
  }

  @Test func gradientsComeInTheParametersType() {
    let a = Tensor.randomNormal([4, 4], generator: generator).requiringGradient()
    withAutocast { a.matmul(a) }.to(.float32).sum().backward()
    #expect(a.gradient?.dtype == .float32)
    #expect(a.gradient?.allFinite == true)
  }

  @Test func scopesNest() {
    let a = Tensor.ones([2, 2])
    withAutocast {
      #expect(withAutocast(enabled: true) { a.matmul(a) }.dtype == .bfloat16)
      #expect(a.matmul(a).dtype == .bfloat16)
    }
    #expect(a.matmul(a).dtype == .float32)
  }
}
