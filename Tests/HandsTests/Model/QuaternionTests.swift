import Foundation
import Hands
import Tensors
import Testing

@Suite struct QuaternionTests {
  /// Turns of all sizes, none and half turns among them.
  private var vectors: Tensor {
    .concatenated([
      scattered([30, 3], seed: 30).normalized() * (scattered([30, 1], seed: 31).abs() * 3.1),
      Tensor(
        [0, 0, 0, Double.pi, 0, 0, 0, Double.pi, 0, 0, 0, Double.pi, 0, 2.2, 2.2, 1e-9, 0, 0], shape: [6, 3]),
    ])
  }

  /// The matrices of unit quaternions, by the textbook's products.
  private func matrices(_ q: Tensor) -> Tensor {
    let p = (0..<4).map { q[.all, .at($0)] }
    func product(_ a: Int, _ b: Int) -> Tensor { p[a] * p[b] * 2 }
    return Tensor.stacked(
      [
        1 - product(2, 2) - product(3, 3), product(1, 2) - product(0, 3), product(1, 3) + product(0, 2),
        product(1, 2) + product(0, 3), 1 - product(1, 1) - product(3, 3), product(2, 3) - product(0, 1),
        product(1, 3) - product(0, 2), product(2, 3) + product(0, 1), 1 - product(1, 1) - product(2, 2),
      ], dimension: -1
    ).reshaped([-1, 3, 3])
  }

  @Test func matricesGoToQuaternionsAndBack() {
    let turns = Rotations.matrices(axisAngle: vectors)
    #expect(largestDifference(matrices(Rotations.quaternions(matrices: turns)), turns) < 1e-12)
  }

  @Test func productsOfQuaternionsAreThoseOfMatrices() {
    let (a, b) = (
      Rotations.matrices(axisAngle: vectors), Rotations.matrices(axisAngle: vectors.flipped([0]))
    )
    let product = Rotations.product(Rotations.quaternions(matrices: a), Rotations.quaternions(matrices: b))
    #expect(largestDifference(matrices(product), a.matmul(b)) < 1e-12)
  }

  @Test func theLogarithmIsTheRotationVector() {
    let quaternions = Rotations.quaternions(matrices: Rotations.matrices(axisAngle: vectors))
    for sign in [1.0, -1] {
      let logarithm = Rotations.logarithm(quaternions: quaternions * sign)
      // A half turn may come out about the opposite axis.
      let turned = Rotations.matrices(axisAngle: logarithm)
      #expect(largestDifference(turned, Rotations.matrices(axisAngle: vectors)) < 1e-12)
      #expect(logarithm.norm([-1]).max().item() <= Double.pi + 1e-12)
    }
  }

  @Test func gradientsOfTheLogarithmAreRight() {
    let vectors =
      scattered([8, 3], seed: 32).normalized() * (scattered([8, 1], seed: 33).abs() * 2.9 + 0.05)
    expectGradients(at: [Rotations.matrices(axisAngle: vectors), scattered([8, 3], seed: 34)]) { inputs in
      (Rotations.logarithm(quaternions: Rotations.quaternions(matrices: inputs[0])) * inputs[1]).sum()
    }
  }

  @Test func theLogarithmIsSafeAtNoTurnAndAtHalfTurns() throws {
    for angle in [0, 1e-12, 1e-7, 1e-4, Double.pi - 1e-4, Double.pi - 1e-9, Double.pi] {
      let vector = (Tensor([0.6, 0, 0.8]) * angle).reshaped([1, 3])
      let turn = Rotations.matrices(axisAngle: vector).to(.float32).requiringGradient()
      let squared = Rotations.logarithm(quaternions: Rotations.quaternions(matrices: turn)).squared().sum()
      #expect(abs(squared.item().squareRoot() - angle) < 1e-3)
      squared.backward()
      let gradient = try #require(turn.gradient)
      #expect(gradient.allFinite)
      // The derivative of the square by the angle is twice the angle, whatever the matrix is turned about.
      #expect(gradient.abs().max().item() <= 4 * angle + 1e-3, "\(angle)")
    }
  }

  @Test func theMeanIsARotationAmongThem() {
    let middle = Rotations.matrices(axisAngle: Tensor([0.4, -1, 0.3]))
    let small = scattered([9, 3], seed: 35) * 0.3
    let around = Rotations.matrices(axisAngle: .concatenated([small, -small]))
    let mean = Rotations.mean(matrices: middle.matmul(around))
    #expect(largestDifference(mean, middle) < 1e-12)
    #expect(abs(mean.determinant().item() - 1) < 1e-12)
  }
}
