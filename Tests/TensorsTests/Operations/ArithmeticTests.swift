import Foundation
import Tensors
import Testing

@Suite struct ArithmeticTests {
  private let a = Tensor([Double](arrayLiteral: 1, -2, 3, 4), shape: [2, 2])
  private let row = Tensor([Double](arrayLiteral: 10, 20))

  @Test func broadcasting() {
    expect(a + row, [2, 2], [11, 18, 13, 24])
    expect(a - row.unsqueezed(1), [2, 2], [-9, -12, -17, -16])
    expect(a * row, [2, 2], [10, -40, 30, 80])
    expect(a / row, [2, 2], [0.1, -0.1, 0.3, 0.2])
    expect(row.unsqueezed(1) + row, [2, 2], [20, 30, 30, 40])
  }

  @Test func numbers() {
    expect(a + 1, [2, 2], [2, -1, 4, 5])
    expect(1 - a, [2, 2], [0, 3, -2, -3])
    expect(2 * a, [2, 2], [2, -4, 6, 8])
    expect(a / 2, [2, 2], [0.5, -1, 1.5, 2])
    expect(12 / a, [2, 2], [12, -6, 4, 3])
    expect(-a, [2, 2], [-1, 2, -3, -4])
    expect(a.pow(2), [2, 2], [1, 4, 9, 16])
    expect(Tensor([Double](arrayLiteral: -7, 7)).remainder(3), [2], [2, 1])
    expect(Tensor([Double](arrayLiteral: -7, 7)).floorDivided(by: 2), [2], [-4, 3])
  }

  @Test func functions() {
    let x = Tensor([Double](arrayLiteral: 0.3, 0.9))
    let functions: [(Tensor, (Double) -> Double)] = [
      (x.exp(), { exp($0) }), (x.log(), { log($0) }), (x.sqrt(), { sqrt($0) }),
      (x.reciprocalSquareRoot(), { 1 / sqrt($0) }), (x.sin(), { sin($0) }), (x.cos(), { cos($0) }),
      (x.acos(), { acos($0) }), (x.atan2(x * 2), { atan2($0, $0 * 2) }), (x.tanh(), { tanh($0) }),
      (x.sigmoid(), { 1 / (1 + exp(-$0)) }), (x.silu(), { $0 / (1 + exp(-$0)) }),
      (x.gelu(), { $0 * (1 + erf($0 / 2.0.squareRoot())) / 2 }),
      (x.softplus(beta: 2), { log(1 + exp(2 * $0)) / 2 }), (x.reciprocal(), { 1 / $0 }),
      (x.squared(), { $0 * $0 }),
    ]
    for (given, expected) in functions { expect(given, [2], [expected(0.3), expected(0.9)], within: 1e-12) }
  }

  @Test func steps() {
    let x = Tensor([Double](arrayLiteral: -1.5, 0.5, 2.5))
    expect(x.abs(), [3], [1.5, 0.5, 2.5])
    expect(x.sign(), [3], [-1, 1, 1])
    expect(x.floor(), [3], [-2, 0, 2])
    expect(x.rounded(), [3], [-2, 0, 2])
    expect(x.relu(), [3], [0, 0.5, 2.5])
    expect(x.clamped(min: -1), [3], [-1, 0.5, 2.5])
    expect(x.clamped(min: -1, max: 1), [3], [-1, 0.5, 1])
    expect(x.maximum(Tensor(1, .float64)), [3], [1, 1, 2.5])
    expect(x.minimum(Tensor(1, .float64)), [3], [-1.5, 0.5, 1])
    expect((x .> 0).choose(x, else: -x), [3], [1.5, 0.5, 2.5])
  }

  @Test func comparisonsAndLogic() {
    let b = Tensor([Double](arrayLiteral: 1, 0, 5, 4), shape: [2, 2])
    #expect((a .== b).elements(as: Bool.self) == [true, false, false, true])
    #expect((a .< b).elements(as: Bool.self) == [false, true, true, false])
    #expect((a .<= b).elements(as: Bool.self) == [true, true, true, true])
    #expect((a .> b).elements(as: Bool.self) == [false, false, false, false])
    #expect((a .>= 3).elements(as: Bool.self) == [false, false, true, true])
    #expect((a .== 3).elements(as: Bool.self) == [false, false, true, false])
    #expect(((a .> 0) .& (a .< 4)).elements(as: Bool.self) == [true, false, true, false])
    #expect(((a .< 0) .| (a .>= 4)).elements(as: Bool.self) == [false, true, false, true])
    #expect((.!(a .> 0)).elements(as: Bool.self) == [false, true, false, false])
    let odd = Tensor([Float](arrayLiteral: 1, .nan, .infinity))
    #expect(odd.isFinite().elements(as: Bool.self) == [true, false, false])
    #expect(odd.isNaN().elements(as: Bool.self) == [false, true, false])
    #expect(!odd.allFinite)
    #expect(a.allFinite)
  }

  @Test func inPlaceChangesSharedStorage() {
    let x = Tensor([Float](arrayLiteral: 1, 2))
    let same = x
    x.addInPlace(Tensor([Float](arrayLiteral: 1, 1)), scale: 2)
    x.multiplyInPlace(10)
    expect(same, [2], [30, 40])
    x.copyInPlace(Tensor([Float](arrayLiteral: 7)))
    expect(same, [2], [7, 7])
    x.fillInPlace(-1)
    expect(same, [2], [-1, -1])
  }

  @Test func compoundAssignmentLeavesSharedStorageAlone() {
    var x = Tensor([Float](arrayLiteral: 1, 2))
    let before = x
    x += before
    x *= before
    expect(x, [2], [2, 8])
    expect(before, [2], [1, 2])
  }
}
