import Foundation
import Splatting
import Tensors
import TestSupport
import Testing
import Viewer

/// The bytes that the page is sent, read by an independent program.
@Suite(.enabled(if: Python.isAvailable, "make setup installs Python")) struct PackedGaussiansTests {
  private struct Values: Decodable {
    var means: [Float]
    var rotations: [Float]
    var scales: [Float]
    var opacities: [Float]
    var harmonics: [Float]
  }

  private func unpacked(_ data: Data) throws -> Values {
    let folder = try TemporaryFolder()
    try data.write(to: folder.file("packed"))
    let text = try Python.run("packed_gaussians.py", [folder.file("packed").path])
    return try JSONDecoder().decode(Values.self, from: Data(text.utf8))
  }

  private func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { largest, pair in max(largest, abs(pair.0 - pair.1)) }
  }

  @Test(arguments: 0...3) func valuesComeBack(degree: Int) throws {
    let positions = (0..<300).map { index -> SIMD3<Float> in
      let value = Float(index)
      return SIMD3(value * 0.37, -value, 1 / (value + 1))
    }
    let gaussians = SampleScene.model(positions, seed: 5, degree: degree, logScale: -4).gaussians(
      degree: degree)
    let values = try unpacked(PackedGaussians(gaussians).data())
    #expect(values.means == gaussians.means.floats())
    // Half a step of each: halves of 11 bits up to 2, 1/65535, 32/65535 of the logarithm, sqrt(2)/32766.
    #expect(largestDifference(values.harmonics, gaussians.harmonics.floats()) < 6e-4)
    #expect(largestDifference(values.opacities, gaussians.opacities.floats()) < 1e-5)
    let (logarithms, truth) = (values.scales.map(logf), gaussians.scales.floats().map(logf))
    #expect(largestDifference(logarithms, truth) < 2.6e-4)
    let rotations = gaussians.rotations.normalized().floats()
    let products = zip(rotations, values.rotations).map { $0.0 * $0.1 }
    let cosines = stride(from: 0, to: products.count, by: 4).map { start -> Float in
      abs(products[start..<start + 4].reduce(0, +))
    }
    #expect(values.rotations.count == rotations.count)
    #expect(cosines.allSatisfy { $0 > 0.999_999 })
  }

  @Test func extremesStayInBounds() throws {
    var gaussians = SampleScene.model([.zero, .one], seed: 1, degree: 1, logScale: 0).gaussians(degree: 1)
    gaussians.scales = Tensor([0, 1e-30, 1e30, 1, 1, 1], shape: [2, 3])
    gaussians.rotations = Tensor([0, 0, 0, 0, -2, 0, 0, 0], shape: [2, 4])
    gaussians.opacities = Tensor([0, 1])
    gaussians.harmonics = gaussians.harmonics * 1e9
    let values = try unpacked(PackedGaussians(gaussians).data())
    #expect(values.scales.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(values.rotations == [1, 0, 0, 0, 1, 0, 0, 0])
    #expect(values.opacities == [0, 1])
    #expect(values.harmonics.allSatisfy { abs($0) <= 65504 })
  }

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    var gaussians = SampleScene.model([.zero, .one], seed: 1, degree: 1, logScale: 0).gaussians(degree: 1)
    gaussians.means = Tensor([0, 0, 0, 0, .nan, 0], shape: [2, 3])
    #expect(throws: RasterizerError.notFinite(.means, index: 1)) { try PackedGaussians(gaussians) }
  }

  @Test func noGaussiansAreAHeader() throws {
    let data = try PackedGaussians(
      SampleScene.model([], seed: 1, degree: 2, logScale: 0).gaussians(degree: 2)
    ).data()
    #expect(data.count == 16)
    #expect(try unpacked(data).means.isEmpty)
  }
}
