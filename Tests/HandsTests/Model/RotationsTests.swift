import Foundation
import Hands
import Tensors
import Testing

@Suite struct RotationsTests {
  @Test func axisAngleGoesToMatricesAndBack() {
    var vectors = scattered([40, 3], seed: 20).normalized() * (scattered([40, 1], seed: 21).abs() * 3.1)
    vectors = .concatenated([
      vectors, Tensor.zeros([1, 3], .float64), Tensor([1e-9, -2e-9, 0], shape: [1, 3]),
      Tensor([0, Double.pi - 1e-9, 0], shape: [1, 3]),
    ])
    let matrices = Rotations.matrices(axisAngle: vectors)
    #expect(largestDifference(Rotations.axisAngle(matrices: matrices), vectors) < 1e-8)
    let unit = matrices.matmul(matrices.transposed())
    #expect(largestDifference(unit, Tensor.identity(3, .float64).expanded([43, 3, 3])) < 1e-12)
    // A quarter turn about z takes x to y.
    let quarter = Rotations.matrices(axisAngle: Tensor([0, 0, Double.pi / 2]))
    #expect(largestDifference(quarter.matmul(Tensor([1.0, 0, 0])), Tensor([0.0, 1, 0])) < 1e-12)
  }

  @Test func sixNumbersGiveTheNearestFrame() {
    let matrices = Rotations.matrices(axisAngle: scattered([10, 3], seed: 22) * 2)
    let six = Rotations.sixD(matrices: matrices)
    #expect(largestDifference(Rotations.matrices(sixD: six), matrices) < 1e-12)
    // Lengths do not matter, nor what the second column has of the first.
    let (first, second) = (six[.all, .to(3)], six[.all, .from(3)])
    let skewed = Tensor.concatenated([first * 3, second * 0.2 + first * 0.5], dimension: 1)
    #expect(largestDifference(Rotations.matrices(sixD: skewed), matrices) < 1e-12)
  }
}
