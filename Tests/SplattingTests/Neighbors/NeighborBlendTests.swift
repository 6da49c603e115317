import Splatting
import Tensors
import Testing

@Suite struct NeighborBlendTests {
  private let generator = RandomGenerator(seed: 4)

  @Test func equalsTensorOperationsForwardAndBackward() throws {
    let (points, neighbors, rows, width) = (37, 3, 9, 5)
    let indices = Tensor.randomIntegers(below: rows, [points * neighbors], generator: generator)
    func leaves() -> (Tensor, Tensor) {
      let generator = RandomGenerator(seed: 5)
      return (
        Tensor.randomNormal([rows, width], generator: generator).requiringGradient(),
        Tensor.randomNormal([points, neighbors], generator: generator).requiringGradient()
      )
    }
    let upstream = Tensor.randomNormal([points, width], generator: generator)
    let (values, weights) = leaves()
    let blended = NeighborBlend.blend(
      values, weights: weights, indices: indices.elements(as: Int64.self).map(Int32.init))
    (blended * upstream).sum().backward()
    let (plainValues, plainWeights) = leaves()
    let gathered = plainValues.selecting(indices).reshaped([points, neighbors, width])
    let plain = (gathered * plainWeights.unsqueezed(-1)).sum([1])
    (plain * upstream).sum().backward()
    #expect((blended - plain).abs().max().item() < 1e-5)
    for (fused, reference) in [(values, plainValues), (weights, plainWeights)] {
      let (mine, other) = (try #require(fused.gradient), try #require(reference.gradient))
      #expect((mine - other).abs().max().item() < 1e-5)
    }
  }

  @Test func noPointsBlendToNothing() {
    let blended = NeighborBlend.blend(.ones([2, 4]), weights: .zeros([0, 3]), indices: [])
    #expect(blended.shape == [0, 4])
  }
}

@Suite struct FarthestPointsTests {
  @Test func eachIsTheFarthestFromThoseBefore() {
    var generator = NearestNeighborsTests.SplitMix(state: 8)
    let points = (0..<200).map { _ in SIMD3<Float>.random(in: -1...1, using: &generator) }
    let chosen = FarthestPoints.chosen(20, among: points)
    #expect(Set(chosen).count == 20)
    func distance(_ a: Int, _ b: Int) -> Float {
      let offset = points[a] - points[b]
      return (offset * offset).sum()
    }
    for count in 1..<20 {
      func gap(_ index: Int) -> Float { chosen.prefix(count).map { distance(index, $0) }.min() ?? 0 }
      let farthest = points.indices.map(gap).max() ?? 0
      #expect(gap(chosen[count]) == farthest)
    }
  }

  @Test func fewPointsAreAllChosenOnce() {
    let points: [SIMD3<Float>] = [.zero, .one, .one]
    #expect(Set(FarthestPoints.chosen(9, among: points)) == [0, 1, 2])
    #expect(FarthestPoints.chosen(3, among: []).isEmpty)
  }

  @Test func theFarthestRowComesNext() {
    let points = Tensor([0, 1, 2, 10, 5.5] as [Float], shape: [5, 1])
    #expect(FarthestPoints.chosen(4, amongRows: points) == [0, 3, 4, 2])
  }

  @Test func allOfFewRowsAreTaken() {
    #expect(FarthestPoints.chosen(9, amongRows: .zeros([3, 2])) == [0, 1, 2])
  }

  @Test func rowsInOnePlaceAreChosenOnce() {
    #expect(FarthestPoints.chosen(3, amongRows: .zeros([5, 2])) == [0, 1, 2])
  }
}
