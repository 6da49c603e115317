import Splatting
import Testing

@Suite("CPU spherical harmonics")
struct CPUHarmonicsTests {
  /// Random means, coefficients and a camera, in double precision but exact in single.
  private struct Scene {
    var terms: Int
    var degree: Int
    var means: [Double]
    var coefficients: [Double]
    var camera: [Double]

    init(count: Int, terms: Int, degree: Int, seed: UInt64) {
      var random = SplitMix(seed: seed)
      func numbers(_ count: Int, _ range: ClosedRange<Float>) -> [Double] {
        (0..<count).map { _ in Double(Float.random(in: range, using: &random)) }
      }
      (self.terms, self.degree) = (terms, degree)
      means = numbers(count * 3, -2...2)
      coefficients = numbers(count * terms * 3, -0.5...0.5)
      camera = numbers(3, -1...1)
    }

    var count: Int { means.count / 3 }

    /// Colours [N, 3] in double precision.
    func colors() -> [Double] {
      (0..<count).flatMap { gaussian in
        let offset = (0..<3).map { means[gaussian * 3 + $0] - camera[$0] }
        let basis = ScalarHarmonics.basis(offset, degree: degree)
        return (0..<3).map { channel in
          max(
            0,
            basis.indices.reduce(0.5) {
              $0 + basis[$1] * coefficients[(gaussian * terms + $1) * 3 + channel]
            })
        }
      }
    }

    /// The derivatives of `sum of weights * colors` by finite differences.
    func derivatives(_ weights: [Double], by input: WritableKeyPath<Scene, [Double]>) -> [Double] {
      self[keyPath: input].indices.map { index in
        var (above, below) = (self, self)
        above[keyPath: input][index] += 1e-6
        below[keyPath: input][index] -= 1e-6
        return zip(weights, zip(above.colors(), below.colors())).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
          / 2e-6
      }
    }
  }

  /// The CPU's colours and gradients of a scene.
  private func run(_ scene: Scene, weights: [Double], threads: Int = 2) throws -> (
    colors: [Float], coefficients: [Float], means: [Float], camera: [Float]
  ) {
    let (means, coefficients) = (FloatMemory(scene.means), FloatMemory(scene.coefficients))
    let upstream = FloatMemory(weights)
    let colors = FloatMemory(count: scene.count * 3)
    let toCoefficients = FloatMemory(count: scene.coefficients.count)
    let toMeans = FloatMemory(count: scene.count * 3)
    let harmonics = try CPUHarmonics(
      count: scene.count, terms: scene.terms, degree: scene.degree, coefficients: coefficients.view,
      means: means.view, cameraPosition: SIMD3(scene.camera.map(Float.init)))
    let evaluator = CPUHarmonicsEvaluator(threads: threads)
    return try withExtendedLifetime((means, coefficients, upstream)) {
      try evaluator.forward(harmonics, into: colors.buffer)
      let camera = try evaluator.backward(
        harmonics, from: upstream.view, coefficients: toCoefficients.buffer, means: toMeans.buffer)
      return (colors.values, toCoefficients.values, toMeans.values, [camera.x, camera.y, camera.z])
    }
  }

  private func weights(_ scene: Scene) -> [Double] {
    var random = SplitMix(seed: 99)
    return (0..<scene.count * 3).map { _ in Double(Float.random(in: -1...1, using: &random)) }
  }

  @Test("agree with Legendre functions and finite differences", arguments: [0, 1, 2, 3])
  func agree(degree: Int) throws {
    for terms in [(degree + 1) * (degree + 1), 16] {
      let scene = Scene(count: 12, terms: terms, degree: degree, seed: UInt64(30 + degree))
      let weights = weights(scene)
      let ours = try run(scene, weights: weights)
      #expect(relativeError(ours.colors, scene.colors()) < 1e-5)
      #expect(relativeError(ours.coefficients, scene.derivatives(weights, by: \.coefficients)) < 1e-5)
      // At degree 0 these are zeros.
      #expect(relativeError(ours.means, scene.derivatives(weights, by: \.means)) < 2e-5)
      #expect(relativeError(ours.camera, scene.derivatives(weights, by: \.camera)) < 2e-5)
    }
  }

  @Test("colours below zero are cut off, gradients too")
  func cutOff() throws {
    var scene = Scene(count: 1, terms: 1, degree: 0, seed: 1)
    scene.coefficients = [-10, 0, 10]
    let ours = try run(scene, weights: [1, 1, 1])
    #expect(ours.colors[0] == 0)
    #expect(ours.coefficients[0] == 0)
    #expect(ours.coefficients[1] > 0)
  }

  @Test("a Gaussian in the camera's centre has no direction, and no NaN")
  func centre() throws {
    var scene = Scene(count: 2, terms: 16, degree: 3, seed: 2)
    scene.camera = Array(scene.means[0..<3])
    let ours = try run(scene, weights: Array(repeating: 1, count: 6))
    #expect((ours.colors + ours.coefficients + ours.means + ours.camera).allSatisfy { $0.isFinite })
  }

  @Test("the same bits for any number of threads")
  func threads() throws {
    let scene = Scene(count: 5000, terms: 16, degree: 3, seed: 3)
    let weights = weights(scene)
    let (one, three) = (
      try run(scene, weights: weights, threads: 1), try run(scene, weights: weights, threads: 3)
    )
    #expect(one == three)
  }

  @Test("refuse what is not a number and say where")
  func notFinite() throws {
    var scene = Scene(count: 40, terms: 4, degree: 1, seed: 4)
    scene.coefficients[33 * 12 + 5] = .nan
    #expect(throws: RasterizerError.notFinite(.coefficients, index: 33)) {
      try run(scene, weights: weights(scene))
    }
  }

  @Test("refuse too few terms for the degree")
  func tooFewTerms() throws {
    #expect(throws: RasterizerError.wrongCount("harmonic terms", count: 4, expected: 9)) {
      try run(Scene(count: 2, terms: 4, degree: 2, seed: 5), weights: Array(repeating: 1, count: 6))
    }
  }
}
