import Fields
import Tensors
import Testing

@Suite struct FarthestPointSamplingTests {
  @Test func theFarthestComesNext() {
    let points = Tensor([0, 1, 2, 10, 5.5] as [Float], shape: [5, 1])
    #expect(FarthestPointSampling.rows(4, of: points) == [0, 3, 4, 2])
  }

  @Test func allOfFewPointsAreTaken() {
    #expect(FarthestPointSampling.rows(9, of: .zeros([3, 2])) == [0, 1, 2])
  }
}
